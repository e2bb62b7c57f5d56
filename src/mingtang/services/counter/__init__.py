"""The online counter, where people apply and follow their cases: forms, cases and ratings put together."""
