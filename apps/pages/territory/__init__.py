"""Look after a territory: what to look at first, waits and capacity, needs beside what is provided."""
