"""Operations centre: what is wrong today, who has it and until when."""
