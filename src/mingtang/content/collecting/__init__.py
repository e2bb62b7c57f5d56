"""采集: policies are found on lists, feeds, maps, interfaces and in folders elsewhere, and taken in once."""
