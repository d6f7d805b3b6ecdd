"""Answer what is asked of a matter that the record holds as a table: chosen, put in order, counted, told in part."""
