"""Published vectors, and agreement with an independent implementation."""

import pytest
from gmssl import sm2 as other_sm2
from gmssl import sm3 as other_sm3
from hypothesis import given
from hypothesis import strategies as st

from mingtang.kernel.crypto import sm2, sm4
from mingtang.kernel.crypto.libcrypto import CannotDecrypt, CannotEncrypt
from mingtang.kernel.crypto.sm3 import hmac_sm3, sm3
from mingtang.kernel.sealing import open_sealed, seal


def test_sm3_of_abc_is_the_example_of_the_standard():
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@given(st.binary(max_size=300))
def test_sm3_agrees_with_another_implementation(data):
    assert sm3(data).hex() == other_sm3.sm3_hash(list(data))


def test_sm3_hmac_depends_on_key_and_message():
    code = hmac_sm3(b"key", b"message")

    assert len(code) == 32
    assert code != hmac_sm3(b"other", b"message")
    assert code != hmac_sm3(b"key", b"massage")


def test_sm4_gcm_is_the_example_of_rfc_8998():
    sealed = sm4.encrypt(
        bytes.fromhex(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
            "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
        ),
        key=bytes.fromhex("0123456789abcdeffedcba9876543210"),
        nonce=bytes.fromhex("00001234567800000000abcd"),
        associated=bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    )

    assert sealed[-16:].hex() == "83de3541e4c2b58177e065a9bf7b62ec"


def test_sm2_signature_holds_only_for_the_message_and_the_signer():
    key, stranger = sm2.new_key(), sm2.new_key()
    signature = sm2.sign("准予许可".encode(), key=key)

    assert sm2.verify("准予许可".encode(), signature, key=key.public)
    assert not sm2.verify("不予许可".encode(), signature, key=key.public)
    assert not sm2.verify("准予许可".encode(), signature, key=stranger.public)
    assert not sm2.verify("准予许可".encode(), b"nonsense", key=key.public)


def test_sm2_sealing_opens_only_for_its_holder():
    key, stranger = sm2.new_key(), sm2.new_key()
    sealed = sm2.encrypt("身份证号".encode(), key=key.public)

    assert sm2.decrypt(sealed, key=key) == "身份证号".encode()
    with pytest.raises(CannotDecrypt):
        sm2.decrypt(sealed, key=stranger)
    with pytest.raises(CannotDecrypt):
        sm2.decrypt(sealed[:-1] + bytes([sealed[-1] ^ 1]), key=key)


def test_sm2_refuses_to_seal_nothing():
    with pytest.raises(CannotEncrypt):
        sm2.encrypt(b"", key=sm2.new_key().public)


def test_another_kind_of_key_is_refused_in_words():
    with pytest.raises(sm2.NotAnSM2Key, match="SM2"):
        sm2.load_private_key(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")


def test_the_other_implementation_knows_the_same_curve():
    assert other_sm2.default_ecc_table["n"].startswith("FFFFFFFEFFFFFFFF")


@given(st.text(max_size=200))
def test_what_is_sealed_opens_in_its_place(text):
    assert open_sealed(seal(text, context="a.b"), context="a.b") == text


def test_what_is_sealed_does_not_open_elsewhere_or_altered():
    token = seal("339900199504121012", context="people.identity")

    with pytest.raises(sm4.CannotOpen):
        open_sealed(token, context="people.phone")
    with pytest.raises(sm4.CannotOpen):
        open_sealed(
            token[:-6] + ("A" if token[-6] != "A" else "B") + token[-5:], context="people.identity"
        )
    with pytest.raises(sm4.CannotOpen, match="k9"):
        open_sealed("k9.AAAA", context="people.identity")
