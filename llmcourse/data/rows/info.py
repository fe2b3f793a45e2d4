"""More tools of any kind, most of which tell something: written as in `toolrows`."""

ROWS = """
convert_currency,exchange,convert_money,currency | changes an amount of money into another currency
small:amount,value,sum; coin:from,source,from_currency; coin:to,target,to_currency
How much is {x} {y} in {z}?
Convert {x} {y} (to|into) {z}.
I have {x} {y}, what is that in {z}?
{x} {y} in {z}?

convert_units,unit_converter,convert | converts a length into another unit
small:value,amount,number; unit:from,source,from_unit; unit:to,target,to_unit
How many {z} are {x} {y}?
Convert {x} {y} (to|into) {z}.
What is {x} {y} in {z}?
{x} {y} in {z}

get_news,news,headlines,read_news | reads the news about a topic
subject:topic,about,subject
What(is|'s) (new|the news) in {x}?
(Any|Latest|Show me the) news about {x}.
Read me the news about {x}.
What happened in {x} this week?

search_web,web_search,search,google | searches the internet
things:query,q,search_term,terms
Search the (web|internet) for {x}.
Google {x}.
(Look|Search) online for {x}.
Find pages about {x}.

define_word,dictionary,definition,define | explains a word
thing:word,term,entry
What does the word {x} mean?
Define {x}.
What is the meaning of the word "{x}"?
Explain the word {x}.

spell_check,check_spelling,spelling | checks the spelling of a word
thing:word,text,term
Is '{x}' spelled right?
Check the spelling of {x}.
Did I spell "{x}" correctly?

find_recipe,recipe,cookbook,get_recipe | finds a recipe
food:dish,food,name
How do I (make|cook) {x}?
(Find|Give me|Show me) a recipe for {x}.
I want to cook {x}[ tonight].
Recipe for {x}?

find_restaurant,restaurants,search_restaurant | finds a place to eat
land2:cuisine,food,type; city:city,place,location
Where can I eat {x} food in {y}?
Find {a x} restaurant in {y}.
{x} restaurants in {y}?
I'm in {y} and want {x} food.

track_package,parcel_status,track,tracking | tells where a parcel is
flight:number,tracking_number,id,code
Where is my (parcel|package) {x}?
Track {x}.
Has {x} been delivered?
Status of parcel {x}?

cancel_order,cancel,stop_order | cancels an order
flight:order,order_id,id,number
Cancel [my ]order {x}[, please].
I don't want order {x} any more.
Please stop the order {x}.

get_balance,balance,account_balance | tells how much money is in an account
person:account,owner,name
How much money does {x} have[ in the bank]?
(What is|Show) the balance of {x}.
Balance of {x}'s account?

transfer_money,pay,send_money,transfer | sends money to somebody
person:to,recipient,name; money:amount,sum,value
(Send|Transfer|Pay) {y} to {x}.
Give {x} {y}[ from my account].
I owe {x} {y}, please pay.
{y} for {x}, please.

get_stock_price,stock_price,share_price | tells what a share of a company costs
company:company,symbol,name
What is the stock price of {x}?
How much is a share of {x}?
How (are|is) {x} doing on the stock market?

add_contact,new_contact,save_contact | saves a telephone number
person:name,contact,person; phone:phone,number,telephone
Save {x}'s number: {y}
Add {x} with the number {y} to my contacts.
{x} has the number {y}, save it.
New contact: {x}, {y}.

water_plant,water,irrigate | waters a plant
plant:plant,which,name
Water the {x}[, please].
The {x} is dry, give it water.
Please give the {x} some water.

feed_pet,feed,give_food | feeds an animal
animal:animal,pet,who; food:food,what,meal
Feed the {x} [some ]{y}.
Give the {x} {y}[ to eat].
The {x} is hungry, it gets {y}.

move_robot,drive,go,move | moves the robot in a direction
way:direction,way,where; small:steps,distance,meters
(Go|Move|Drive) {y} (steps|meters) {x}.
Robot, {y} steps {x}!
Take {y} steps {x}.

take_photo,photo,take_picture,camera | takes a photo of something
thing:object,of,subject
(Take|Make) a (photo|picture) of the {x}.
Photograph the {x}[, please].
I want a picture of the {x}.

get_capital,capital,capital_of | tells the capital of a country
land:country,of,nation
What is the capital of {x}?
Capital of {x}?
Which city is the capital of {x}?

get_population,population,inhabitants | tells how many people live in a place
city:city,place,town
How many people live in {x}?
What is the population of {x}?
How big is {x}? I mean the people.

random_number,random,roll,dice | gives a random number
small:min,low,from; big2:max,high,to
(Give me|Pick) a random number (from|between) {x} (to|and) {y}.
A random number from {x} to {y}, please.
Draw a number between {x} and {y}.

play_video,show_video,video,watch | shows a video
subject:topic,about,video
Show me a video about {x}.
I want to watch something about {x}.
Play a {x} video.

count_words,word_count | counts the words of a text
phrase:text,sentence,input
How many words are in "{x}"?
Count the words of '{x}'.
Number of words in "{x}"?

set_volume,volume,loudness | sets how loud the sound is
small:level,volume,percent
Set the volume to {x}.
Volume {x}[, please].
Make it {x} loud.

get_score,score,game_result | tells the result of a team's game
team:team,club,name
How did {x} play?
What was the score of {x}?
Did {x} win?

find_hotel_room,room_status,is_free | tells whether a room is free
flight:room,number,room_number
Is room {x} free?
Can I have room {x}?
Check room {x}.

list_files,show_files,files,ls | lists the files
-
Which files are there?
List (all|my) files.
Show me the files.
What files do I have?

tell_joke,joke,get_joke | tells a joke
-
Tell me a joke.
Make me laugh.
I want to hear a joke.
Say something funny.

get_date,date,today | tells today's date
-
What(is|'s) today's date?
Which day is it[ today]?
What day is today?
Tell me the date.

stop_music,stop,silence,pause_music | stops the music
-
Stop the music[, please].
No more music.
Turn that song off.
Quiet please, no music.
"""
