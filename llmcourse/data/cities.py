"""A tiny text about cities and other things, written for the n-gram table of lesson 1.

One sentence a line, words only. It is small enough to check every count by hand, and one-sided on
purpose: whoever writes a text decides which city is famous. What it says of cities is true; it
is no corpus for training anything larger than a table.
"""

TEXT = """
The most famous city in the US is New York
The most famous city in the US is New York
The most famous city in the US is Los Angeles
Many people say that the most famous city in the US is New York
Some say that the most famous city in the US is Los Angeles
The largest city in the US is New York
The second largest city in the US is Los Angeles
The third largest city in the US is Chicago
The most famous city in France is Paris
The largest city in France is Paris
The most famous city in Italy is Rome
The largest city in Italy is Rome
The most famous city in Japan is Tokyo
The largest city in Japan is Tokyo
The most famous river in the US is the Mississippi
The longest river in the US is the Missouri
The capital of the US is Washington
The capital of France is Paris
The capital of Italy is Rome
The capital of Japan is Tokyo
The most famous park in New York is Central Park
The most famous bridge in San Francisco is the Golden Gate
The most famous street in Los Angeles is Sunset Boulevard
New York is the largest city in the US
New York is a city on the sea
New York is a city that never sleeps
New York is older than Los Angeles
New York is larger than Los Angeles
New York is larger than Chicago
Los Angeles is a city on the sea
Los Angeles is a city of cars
Los Angeles is larger than Chicago
Los Angeles is warmer than New York
Chicago is a city on a lake
Chicago is colder than Los Angeles
San Francisco is a city on the sea
San Francisco is smaller than Los Angeles
Boston is older than New York
Boston is a city on the sea
Seattle is a city of rain
Houston is warmer than Boston
Paris is a city on a river
Rome is a city on a river
Tokyo is a city on the sea
My aunt lives in New York
My uncle lives in Chicago
My sister lives in Los Angeles
My brother lives in Boston
My friend lives in San Francisco
My aunt took the train to Boston
My uncle took the train to New York
My sister took the bus to San Francisco
My brother took the bus to Chicago
She left her laptop on the train
He left his laptop in a taxi
The laptop is on the table
The laptop is new
My laptop is old
She bought a laptop in Seattle
The apple is on the table
The apple is red
My apple is sweet
She ate an apple on the train
He bought an apple in the park
People call New York the big apple
It often rains in Seattle
It never rains in Los Angeles
It often snows in Boston
It often snows in Chicago
The train to Boston is late
The train to New York is full
The bus to Chicago is late
"""

SENTENCES = [line.split() for line in TEXT.strip().splitlines()]
