"""Frames of notices, things and events: what is written on a sign, a ticket, a bill, a report.

Written as in `dealrows`: a line of slots, then sentences.
"""

ROWS = """
event:event,what,type,name; day:day,date,when; time:time,start,at,begins; place:place,location,where,venue
The {x} is on {y} at {z} in the {w}.
On {y} at {z} there is {a x} in the {w}.
Come to the {x} at the {w}, {y}, {z}!
{X}: {y} {z}, {w}.
The {x} in the {w} starts at {z} on {y}.
Join us at the {w} on {y} for {a x} ({z}).

event:event,meeting_type,what; date:date,day,when; room:room,place,location
{X} on {y} in {z}.
The {x} takes place on {y} in {z}.
We moved the {x} to {z}, {y}.
In {z}, {y}: {x}.
Reminder: {x}, {y}, {z}.

place:place,name,location,building; time:opens,opening_time,from,open; time:closes,closing_time,until,close
The {x} opens at {y} and closes at {z}.
The {x} is open from {y} to {z}.
Opening hours of the {x}: {y} to {z}.
You can visit the {x} between {y} and {z}.
{X}: open {y}, close {z}.

place:place,name,where; money:adult_price,adults,adult; money:child_price,children,child
At the {x}, adults pay {y} and children {z}.
Tickets for the {x} cost {y} for adults and {z} for children.
{X}: adults {y}, children {z}.
The {x} charges {y} (an adult|for adults) and {z} (a child|for children).

thing:item,product,article,object; money:price,cost,amount
The {x} costs {y}.
The {x} is {y}.
{A x} (sells|goes) for {y}.
You can get {a x} for {y}.
{X}: {y}
Price of the {x}: {y}.
How nice, {a x} for only {y}!

thing:item,product,object; color:color,colour,shade; money:price,cost,amount
The {y} {x} costs {z}.
{A y} {x} is on sale for {z}.
For sale: {y} {x}, {z}.
{z} for {a y} {x}.
We have {a y} {x} for {z}.

thing:item,product,object,thing; color:color,colour; material:material,made_of,from
The {y} {x} is made of {z}.
{A y} {x} of {z}.
This {x} is {y} and made from {z}.
It is {a y} {x}, made of {z}.
My {x} is {y} and of {z}.

thing:object,item,product,thing; weight:weight,mass; length:length,size,width
The {x} weighs {y} and is {z} long.
{A x} of {y}, {z} long.
The {z} long {x} has a weight of {y}.
{X}, {y}, {z}.

fruit:fruit,item,product; small:count,number,quantity,amount; day:day,when,date
On {z} we (picked|ate|sold|bought) {y} {x}.
We (picked|ate|sold|bought) {y} {x} on {z}.
{y} {x} were (picked|eaten|sold|left) on {z}.
There were {y} {x} in the basket on {z}.

city:city,place,town,location; weather:weather,sky,conditions; degrees:temperature,#degrees,temp
In {x} it is {y} and {z}.
Weather in {x}: {y}, {z}.
{x} has {y} (weather with|and) {z}.
It is {z} and {y} in {x}.
{x} {y} {z}
Today {x} will be {y} with {z}.

city:city,town,name; land:country,nation,land; big:population,inhabitants,people
{x} is a town in {y} with {z} (people|inhabitants).
{x} lies in {y} and has {z} inhabitants.
{z} people live in {x}, {y}.
The city of {x} in {y} has a population of {z}.

land:country,nation,name; city:capital,capital_city,city; language:language,speaks,tongue
The capital of {x} is {y} and people speak {z}.
In {x} people speak {z}; the capital is {y}.
{y} is the capital of {x}, where {z} is spoken.

flight:flight,flight_number,number,code; city:from,origin,departure; city:to,destination,arrival; gate:gate,exit
Flight {x} from {y} to {z} leaves from gate {w}.
{x} to {z} (from {y}): gate {w}.
Passengers from {y} to {z} on flight {x} go to gate {w}.
Gate {w} for flight {x}, {y} to {z}.

vehicle:vehicle,transport,type; city:destination,to,direction,city; time:time,departure,leaves,at; track:platform,track,#platform
The {x} to {y} leaves at {z} from platform {w}.
{X} to {y}: {z}, platform {w}.
At {z} the {x} to {y} departs from platform {w}.
From platform {w} {a x} goes to {y} at {z}.

flight:order,order_id,order_number,id; thing:item,product,article; status:status,state
Order {x} ({y}) is {z}.
Your order {x} for {a y} is {z}.
The status of order {x}, {a y}, is {z}.
{X}: {y}, {z}.
Update: order {x} with the {y} has been {z}.

flight:invoice,invoice_number,number,id; money:amount,total,sum,price; date:due,due_date,date,deadline
Invoice {x}: {y}, due {z}.
Please pay {y} for invoice {x} by {z}.
Invoice {x} over {y} is due on {z}.
The bill {x} of {y} must be paid by {z}.

food:dish,food,meal,recipe; ingredient:ingredient1,first,main; ingredient:ingredient2,second,other; span:time,cooking_time,duration,#minutes
For {x} you need {y} and {z}; it takes {w}.
{X} is made with {y} and {z} and cooks for {w}.
Cook {y} with {z} for {w} and you have {x}.
Recipe: {x}. Take {y} and {z}. Time: {w}.

event:event,activity,what; span:duration,length,#minutes; small:people,participants,guests,attendees
The {x} lasts {y} and {z} people (come|take part|will be there).
{z} people come to the {x}, which takes {y}.
{A x} of {y} for {z} people.
{X}: {y}, {z} guests.

room:room,where,place; device:device,machine,item,object; problem2:problem,issue,fault,status
In {x} the {y} {z}.
The {y} in {x} {z}.
Please look at the {y} in {x}: it {z}.
Problem in {x}: the {y} {z}.

device:device,appliance,item; room:room,where,location; state:action,state,command
Turn the {x} in {y} {z}.
Please switch the {x} in {y} {z}.
The {x} in {y} should be {z}.
{Z} with the {x} in {y}!

street:street,address,where; big2:price,rent,#amount; rooms:#rooms,size
Flat at {x}, {z}, {y} dollars.
At {x} there is a flat with {z} for {y} dollars a month.
For rent: {z}, {x}, {y} dollars.

plant:plant,flower,kind; place:place,location,where; span2:watering,every,interval
The {x} in the {y} needs water every {z}.
Water the {x} in the {y} every {z}.
Every {z} somebody waters the {x} in the {y}.

team:team,club,name; city:city,home,town; year:founded,year,since
{x} from {y} was founded in {z}.
{x} is a club in {y}, founded {z}.
In {z} {x} was started in {y}.

company:company,firm,employer; job:position,job,role,title; city:city,location,place; big2:salary,pay,#salary
{x} in {z} is looking for {a y}; the pay is {w} dollars.
{X} wants to hire {a y} in {z} for {w} dollars.
Job: {y} at {x}, {z}, {w} dollars a month.
We are {x} and need {a y} in {z}. Salary: {w} dollars.

company:company,maker,brand,manufacturer; device:product,item,device; year:year,released,launch; money:price,cost
{x} launched {a y} in {z} for {w}.
The {y} by {x} came out in {z} and costs {w}.
In {z} {x} made {a y} that cost {w}.
{x} {y} ({z}): {w}

animal:animal,species,name; food2:food,eats,diet; place:habitat,lives_in,home,place; age:age,lifespan,#years
The {x} eats {y}, lives in the {z} and gets {w} years old.
{A x} lives in the {z}, eats {y} and can reach {w} years.
In the {z} lives {a x} that eats {y}; it is {w}.

title:title,book,name; genre:genre,type,kind,category; money:price,cost,#amount
{x} is {a y} book and costs {z}.
For {z} you get {x}, {a y} story.
{x} ({y}): {z}
New in our shop: {x}, {y}, {z}.

thing:object,item,lost_item; color:color,colour; place:place,found_at,location,where; day:day,date,when
{A y} {x} was found in the {z} on {w}.
Found on {w}: one {y} {x}, {z}.
We found {a y} {x} in the {z} on {w}.
On {w} somebody left {a y} {x} in the {z}.

vehicle:vehicle,transport,car; color:color,colour; place:place,location,where; time:time,at,when
{A y} {x} stands in front of the {z} since {w}.
At {w} {a y} {x} (hit|passed|stopped at) the {z}.
The {y} {x} left the {z} at {w}.
There is {a y} {x} at the {z} (since|until) {w}.

animal:animal,what,species; small:count,number,how_many,quantity; place:place,where,location
There are {y} {xs} in the {z}.
We counted {y} {xs} at the {z}.
In the {z} {y} {xs} (sleep|live|play).
{y} {xs} were seen near the {z}.

place:place,building,name; small:floors,rooms,#floors; year:year,built,since; city:city,town,where
The {x} in {w} has {y} floors and was built in {z}.
Built in {z}, the {x} in {w} has {y} floors.
{w} has {a x} with {y} floors from {z}.

span:duration,time,#minutes; distance:distance,length,#km; hobby2:activity,sport,type
I went {z} for {x}, {y} in all.
{Z}: {y} in {x}.
Today: {z}, {y}, {x}.
We did {y} of {z} in {x}.

job:profession,job,occupation,role; tool:tool,uses,instrument; place:place,works_at,workplace,location
The {x} uses {a y} in the {z}.
In the {z}, the {x} works with {a y}.
{A x} with {a y} works at the {z}.

thing:object,item,what; spot:where,position,place,location
The {x} is {y}.
You find the {x} {y}.
Look {y}, the {x} is there.
I put the {x} {y}.
There is {a x} {y}.
{A x} lies {y}.

language:language,tongue,into; phrase:text,phrase,sentence,words
Say "{y}" in {x}.
Translate "{y}" into {x}.
I need "{y}" in {x}.
What does "{y}" mean in {x}?

flight:code,password,pin,number; place:place,door,where
The code for the {y} is {x}.
Use {x} at the {y}.
To enter the {y}, type {x}.
{Y} code: {x}

person:who,person,subject,agent,name; did:verb,action,did; thing:object,what,thing,item; spot:where,place,location; when:when,time,day
{x} {y} the {z} {w} {v}.
{V} {x} {y} the {z} {w}.
{X} {y} {a z} {w} {v}.
{V}, {w}, {x} {y} {a z}.

person:who,person,subject,agent; did:verb,action,did; thing:object,what,thing,item
{x} {y} the {z}.
{x} {y} {a z}.
{x} (quickly |happily |secretly |)(also |){y} the {z}.

person:name,who,person,subject; job:job,role,profession; did:verb,action; thing:object,what,item
{x} the {y} {z} {a w}.
{x}, {a y}, {z} the {w}.
The {y} {x} {z} the {w}.
"""  # noqa: E501
