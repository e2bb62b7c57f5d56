"""多格式: one approved text given out as a picture, answers, plain words, speech, PDF, DOCX, Markdown and JSON."""
