"""National cryptography behind one small façade: SM2, SM3 and SM4. Nothing else in Mingtang calls a cipher."""
