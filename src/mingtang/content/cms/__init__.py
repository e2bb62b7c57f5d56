"""The CMS as its users meet it: our name and colours, Chinese words, and a start page for each role."""
