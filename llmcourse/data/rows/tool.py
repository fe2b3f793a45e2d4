"""Tools of any kind: names, what each does, parameters, and how people ask for it.

A paragraph is a tool: its names and a description; its parameters x, y, z as `kind:name,name`
(kinds are those of `families.slots`), "-" for none; then requests. `families.functions` reads it.
"""

ROWS = """
get_weather,weather,weather_forecast,check_weather | tells the weather in a city
city:city,location,place
What(is|'s) the weather [like ]in {x}?
Is it (raining|sunny|cold|warm) in {x}[ today]?
Do I need (an umbrella|a coat) in {x}?
Weather (for|in) {x}[, please].
How (hot|cold) is it in {x}?

get_time,time_in,current_time,world_clock | tells the time in a city
city:city,place,location
What time is it in {x}?
How late is it in {x}[ now]?
(Tell me|Give me) the time in {x}.

set_alarm,alarm,create_alarm,wake_up | sets an alarm
time:time,at,when
(Wake me|Get me up) at {x}[, please].
Set an alarm for {x}.
I (have to|must|need to) get up at {x}.
Alarm at {x}[, please].
Don't let me sleep longer than {x}.

set_timer,start_timer,timer,countdown | starts a timer
small:minutes,duration,length
Set a timer for {x} minutes.
Start a {x} minute timer.
Timer: {x} minutes.
Tell me when {x} minutes are over.

play_music,play_song,music_player,play | plays a song
title:song,title,track
Play {x}[, please].
I want to (hear|listen to) {x}.
Put on {x}[ for me].
Can you play {x}?

send_message,message,send_text,text_message | sends a message to a person
person:to,recipient,contact; phrase2:text,message,body
Tell {x}: {y}
Send {x} the message: {y}
Text {x} "{y}".
Let {x} know: {y}
Write to {x}: {y}
Message {x} that {y}.

send_email,email,write_email,mail | sends an email
email:to,address,recipient; subject:subject,title,about
Send an email about {y} to {x}.
Mail {x}, subject {y}.
Email {x} about {y}.
Write a mail to {x} with the subject {y}.

call_person,call,phone_call,dial | calls somebody on the phone
person:name,contact,person
Call {x}[, please].
(Phone|Ring) {x}.
I (want|need) to (speak|talk) to {x}.
Get {x} on the phone.

add,sum,plus | adds two numbers
small:a,x,first; big2:b,y,second
What is {x} plus {y}?
Add {x} and {y}.
{x} + {y}
(Compute|Calculate) {x} + {y}.
add {x} to {y} please

multiply,times,product | multiplies two numbers
small:a,x,first; big2:b,y,second
please multiply {x} by {y}
What is {x} times {y}?
{x} * {y}
(Compute|Calculate) {x} x {y}.
How much is {x} times {y}?

subtract,minus,difference | subtracts the second number from the first
big2:a,x,first; small:b,y,second
What is {x} minus {y}?
{x} - {y}
Take {y} away from {x}.
(Compute|Calculate) {x} - {y}.

divide,division,quotient | divides the first number by the second
big2:a,x,dividend; small:b,y,divisor
What is {x} divided by {y}?
Divide {x} by {y}.
{x} / {y}
(Compute|Calculate) {x} / {y}.

turn_on,switch_on,start_device | switches a device on
device:device,item,name
(Turn|Switch) on the {x}[, please].
(Turn|Switch) the {x} on.
I need the {x}, please start it.
The {x} is off, (turn|switch) it on.

turn_off,switch_off,stop_device | switches a device off
device:device,item,name
(Turn|Switch) off the {x}[, please].
(Turn|Switch) the {x} off.
The {x} should not run any more, (turn|switch) it off.
It is so (loud|warm|bright) here, (turn|switch) the {x} off[, please].

find_book,search_book,get_book | looks for a book in the library
title:title,book,name
(Is there|Have you got) the book {x}?
Find the book {x}.
I am looking for the book {x}.
Is {x} in the library?

find_author,author_info,search_author | looks up an author
person:name,author,person
Who is the author {x}?
Find the author {x}.
What has {x} written?
Show me books by {x}.

check_stock,in_stock,stock | tells whether a thing is there
things:item,product,article
(Do|Did) you [still ]have {x}[ in stock]?
Are there any {x} left?
Are {x} in stock?
Check if we have {x}.

order_item,place_order,buy,order | orders a number of things
things:item,product,article; small:quantity,count,amount
Order {y} {x}[, please].
I (need|want|would like) {y} {x}.
Buy {y} {x}[ for me].
Please order {y} {x}.
Get me {y} {x}.

get_price,price,price_check,lookup_price | tells the price of a thing
thing:item,product,article
How much (does|is) {a x}[ cost]?
What(is|'s) the price of {a x}?
What does {a x} cost?
Price of the {x}?
How expensive is {a x}?

translate,translator,translate_text | translates a text into a language
phrase:text,phrase,sentence; language:language,target,to
How do you say '{x}' in {y}?
Translate '{x}' (into|to) {y}.
What is "{x}" in {y}?
I need "{x}" in {y}.
{y} for '{x}'?

add_event,create_event,calendar_add,schedule | puts something into the calendar
event:title,event,name; day:day,date,when
Write {x} into my calendar for {y}.
Add {a x} on {y} to my calendar.
I have {a x} on {y}, write it down.
Schedule {a x} for {y}.
New event: {x}, {y}.

get_events,show_calendar,agenda,list_events | shows what is planned on a day
day:day,date,when
What is (planned|on my calendar) (for|on) {x}?
Do I have plans on {x}?
Show my appointments for {x}.
Am I free on {x}?

get_distance,distance,how_far | tells how far it is from one place to another
city:from,origin,start; city:to,destination,end
How far (is|lies) {y} from {x}?
(What is|Tell me) the distance (from|between) {x} (to|and) {y}.
Distance {x} - {y}?

book_taxi,order_taxi,call_taxi,taxi | orders a taxi
street:address,pickup,from
I need a taxi at {x}.
(Book|Order|Get) me a taxi to {x}.
A cab for {x}, please.
Send a taxi to {x}.

book_flight,flight,reserve_flight | books a flight
city:from,origin,departure; city:to,destination,arrival; day:date,day,when
Book a flight from {x} to {y} on {z}.
I (want|need|have) to fly from {x} to {y} on {z}.
On {z} I fly from {x} to {y}, please book it.
Flight {x} to {y}, {z}.

book_table,reserve_table,reservation | reserves a table in a restaurant
small:people,guests,persons; time:time,at,when
(Book|Reserve) a table for {x} at {y}.
A table for {x} people at {y}, please.
We are {x} and want to eat at {y}.
Table for {x}, {y}.

book_hotel,reserve_room,hotel | books a hotel room
city:city,place,location; small:nights,days,number_of_nights
Book a hotel in {x} for {y} nights.
I need a room in {x} for {y} nights.
{y} nights in {x}, please.
Find me a hotel in {x}, {y} nights.

set_reminder,remind,reminder,remind_me | reminds the user of something
chore:text,task,what; time:time,at,when
Remind me to {x} at {y}.
At {y} I must {x}, remind me.
Don't let me forget to {x} at {y}.
Reminder: {x}, {y}.

add_note,create_note,note,save_note | saves a note
chore:text,note,content
(Make|Take|Write) a note: {x}
Note: {x}
Save the note "{x}".
Write down that I have to {x}.

add_to_list,shopping_list,add_item | puts a thing on the shopping list
food2:item,product,what
(Put|Write) {x} on my [shopping ]list.
Add {x} to the [shopping ]list.
We are out of {x}, put them on the list.
I must not forget to buy {x}.

delete_file,remove_file,erase | deletes a file
file:file,filename,name,path
Delete [the file ]{x}.
Remove {x}[, please].
I don't need {x} any more, delete it.
Please erase {x}.

open_file,read_file,show_file | opens a file
file:file,filename,name,path
Open [the file ]{x}.
Show me {x}.
What is in {x}?
Read {x}[, please].

set_temperature,thermostat,heating | sets the temperature of a room
rooms2:room,where,place; small:degrees,temperature,value
Set the {x} to {y} degrees.
Make it {y} degrees in the {x}.
The {x} should have {y} degrees.
{y} degrees in the {x}, please.

lock_door,lock,close_lock | locks a door
rooms2:door,room,which
Lock the {x} door[, please].
(Close|Lock) the door of the {x}.
Is the {x} door locked? If not, lock it.

set_light,light_color,lamp | sets the color of a lamp
rooms2:room,lamp,where; color:color,colour,to
Make the light in the {x} {y}.
I want {y} light in the {x}.
Set the {x} lamp to {y}.
{y} light for the {x}, please.
"""
