"""The index in memory: finds candidates for a question fast; ranking decides about them after."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tantivy import Document, Occur, Query, SchemaBuilder
from tantivy import Index as TantivyIndex

from mingtang.assistant.search.entries import Entry
from mingtang.assistant.search.understanding import Question, understand
from mingtang.assistant.search.words import Segmenter, key_of, pairs_of, tidy

#: How much a word counts by where it stands.
WORD_FIELDS = {"title": 4.0, "keywords": 4.0, "summary": 1.5, "department": 1.0, "body": 0.6}
PAIR_FIELDS = {"title_pairs": 1.5, "keyword_pairs": 1.5}
#: The part of a question's words (or pairs) a document must have; less is a coincidence.
SHARE_OF_WORDS = 0.4
#: Other fields add a little to the best one.
_TIE = 0.1
_WRITER_BYTES = 15_000_000
_INDEXED_CHARACTERS = 20_000
#: What is kept of a text for excerpts.
_KEPT_CHARACTERS = 2_000


def _schema_builder() -> SchemaBuilder:
    builder = SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", fast=True)
    for name in (*WORD_FIELDS, *PAIR_FIELDS):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder


SCHEMA = _schema_builder().build()


@dataclass(frozen=True)
class Candidate:
    entry: Entry
    #: How well the words fit (BM25 over the fields).
    fit: float


class Index:
    """Documents by their words. One thread changes it, any number search meanwhile."""

    def __init__(self) -> None:
        self.segmenter = Segmenter()
        self._index = TantivyIndex(SCHEMA)
        self._writer = self._index.writer(_WRITER_BYTES, 1)
        self._entries: dict[int, Entry] = {}
        self._numbers: dict[str, int] = {}
        self._by_name: dict[str, set[int]] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def take(self, changes: Sequence[Entry]) -> None:
        """Bring the index to what the changes say; safe to repeat."""
        self.segmenter.learn(_domain_words(changes))
        gone = [
            number for entry in changes if (number := self._numbers.get(entry.path)) is not None
        ]
        for entry in changes:
            self._writer.delete_documents_by_term("key", entry.path)
        for entry in changes:
            self._numbers.pop(entry.path, None)
            if entry.is_public:
                self._writer.add_document(self._document_of(entry))
                self._remember(entry)
        self._writer.commit()
        self._index.reload()
        for number in set(gone) - {entry.number for entry in changes if entry.is_public}:
            self._forget(number)

    def understand(self, typed: str) -> Question:
        return understand(typed, segmenter=self.segmenter)

    def candidates(self, question: Question, *, limit: int) -> list[Candidate]:
        """Return what fits best; when nothing has enough of the question, what has any of it."""
        named = set(self._by_name.get(question.key, ()))
        found = self._search(_query(question, share=SHARE_OF_WORDS), limit)
        if not found and not named:
            found = self._search(_query(question, share=0.0), limit)
        found = {**dict.fromkeys(named, 0.0), **found}
        entries = ((self._entries.get(number), fit) for number, fit in found.items())
        return [Candidate(entry, fit) for entry, fit in entries if entry is not None]

    def _search(self, query: Query, limit: int) -> dict[int, float]:
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        numbers = searcher.fast_field_values("number", [address for _, address in hits])
        return {
            number: score
            for number, (score, _) in zip(numbers, hits, strict=True)
            if isinstance(number, int)
        }

    def _document_of(self, entry: Entry) -> Document:
        names = tidy(" ".join(entry.names))
        keywords = tidy(" ".join(entry.keywords))
        texts = {
            "title": names,
            "keywords": keywords,
            "summary": tidy(entry.summary),
            "department": tidy(entry.department),
            "body": tidy(f"{entry.doc_number} {entry.column} {entry.body[:_INDEXED_CHARACTERS]}"),
        }
        document = Document()
        document.add_text("key", entry.path)
        document.add_unsigned("number", entry.number)
        for name, text in texts.items():
            document.add_text(name, " ".join(self.segmenter.cut_for_index(text)))
        document.add_text("title_pairs", " ".join(pairs_of(names)))
        document.add_text("keyword_pairs", " ".join(pairs_of(keywords)))
        return document

    def _remember(self, entry: Entry) -> None:
        self._entries[entry.number] = replace(entry, body=entry.body[:_KEPT_CHARACTERS])
        self._numbers[entry.path] = entry.number
        for key in _name_keys(entry):
            self._by_name.setdefault(key, set()).add(entry.number)

    def _forget(self, number: int) -> None:
        entry = self._entries.pop(number, None)
        for key in _name_keys(entry) if entry else ():
            self._by_name.get(key, set()).discard(number)


def _name_keys(entry: Entry) -> list[str]:
    """What leads to exactly this document: its names and its number."""
    return [key for name in (*entry.names, entry.doc_number) if (key := key_of(name))]


def _domain_words(entries: Iterable[Entry]) -> list[str]:
    return [word for entry in entries for word in (*entry.names, *entry.keywords, entry.department)]


def _query(question: Question, *, share: float) -> Query:
    by_words = [_anywhere(word, WORD_FIELDS) for word in question.words]
    by_pairs = [_anywhere((pair,), PAIR_FIELDS) for pair in question.pairs]
    parts = [_at_least(clauses, share) for clauses in (by_words, by_pairs) if clauses]
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def _at_least(clauses: list[Query], share: float) -> Query:
    needed = max(1, math.ceil(len(clauses) * share))
    return Query.boolean_query([(Occur.Should, clause) for clause in clauses], needed)


def _anywhere(words: tuple[str, ...], fields: dict[str, float]) -> Query:
    """Match one of the words in any field, scored by the best place it stands in."""
    terms = [
        Query.boost_query(Query.term_query(SCHEMA, name, word, "freq"), weight)
        for word in words
        for name, weight in fields.items()
    ]
    return Query.disjunction_max_query(terms, _TIE)
