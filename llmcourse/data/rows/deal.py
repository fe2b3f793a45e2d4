"""Frames of what people do with each other: buying, giving, traveling, working, living.

A paragraph is a frame. Its first line has the slots x, y, z, w, v as `kind:key,key`, each with the
keys that a form may call it by (`#key` takes the bare number); the other lines are its sentences.
`peoplerows` and `noticerows` have more; `families.frames` reads them all.
"""

ROWS = """
person:buyer,customer,client,name,who; thing:item,product,object,bought; money:price,cost,amount,paid
{x} (bought|got|purchased) {a y} for {z}.
{x} paid {z} for {a y}.
{A y} was sold to {x} for {z}.
For {z}, {x} (bought|got) {a y}.
{x} spent {z} on {a y}.

person:seller,vendor,merchant,from; thing:item,product,article; person:buyer,customer,client,to
{x} sold {a y} to {z}.
{z} bought {a y} from {x}.
{A y} was sold by {x} to {z}.
{x} sold {z} {a y}.

person:sender,from,writer,author; paper:item,type,what,object; person:recipient,to,receiver,addressee
{x} sent {a y} to {z}.
{x} wrote {a y} to {z}.
{z} (got|received) {a y} from {x}.
{A y} from {x} (arrived for|reached) {z}.
{x} mailed {z} {a y}.
{A y} for {z}, sent by {x}.

person:giver,from,donor,who; thing:gift,present,item,object; person:receiver,to,recipient,friend
{x} gave {z} {a y}.
{x} gave {a y} to {z}.
{z} got {a y} from {x}[ for (her|his|their) birthday].
{x} handed {z} {a y}.
{x} brought {a y} for {z}.

person:lender,owner,from; thing:item,object,thing; person:borrower,to,who
{x} lent {z} {a y}.
{z} borrowed {a y} from {x}.
{x} lent {a y} to {z}.
{z} has borrowed {x}'s {y}.

vehicle:vehicle,transport,means; city:from,origin,departure,start; city:to,destination,arrival,end
This {x} goes from {y} to {z}.
The {x} (leaves|departs from) {y} and (goes|travels|runs) to {z}.
You can take the {x} from {y} to {z}.
The {x} to {z} (starts in|leaves from) {y}.
{A x} runs between {y} and {z}.
{x}: {y} - {z}
{x} {y} -> {z}

person:traveler,passenger,name,who; city:from,origin,start; city:to,destination,goal; day:day,date,when
{x} (travels|flies|goes|drives) from {y} to {z} on {w}.
On {w} {x} (travels|flew|went|drove) from {y} to {z}.
{x} is going to {z} on {w}, starting in {y}.
{x} leaves {y} on {w} for {z}.
Passenger {x}, {y} to {z}, {w}.

person:name,person,who; age:age,years; job:job,profession,occupation,work; city:city,town,home,place
{x}, {y}, is {a z} from {w}.
{x} is {a z} in {w} and {y} years old.
{x} ({y}) lives in {w} and works as {a z}.
{x}, {a z} from {w}, is {y}.
My name is {x}, I am {y}, I live in {w} and I am {a z}.
{x} is {y}, comes from {w} and is {a z}.
{y}-year-old {x} from {w} works as {a z}.

person:name,person,child,student; age:age,years,years_old
{x} is {y} years old.
{x} is {y}.
{x} (just |)turned {y}.
{x}, {y}, (came|called|was there|is here).
My (son|daughter|friend|neighbor) {x} is {y}.
Age {y}, name {x}.

person:name,person,who; city:city,town,home,residence,lives_in; job:job,profession,occupation
{x} lives in {y} and works as {a z}.
{x} is {a z} (in|from) {y}.
{x}, who lives in {y}, is {a z}.
{x} works as {a z} in {y}.
Meet {x}, {a z} from {y}.
{x}, {a z}, lives in {y}.

person:employee,name,person,worker; job:position,job,role,title; company:company,employer,firm
{x} works as {a y} at {z}.
{z} hired {x} as {a y}.
{x} is the new {y} at {z}.
{x}, {y} at {z}, (called|wrote|is sick today).
At {z}, {x} is (the|a) {y}.

person:teacher,instructor,name; subject:subject,class,course,topic
{x} teaches {y}[ at (our|my) school].
{x} is our {y} teacher.
Our {y} teacher is [called ]{x}.
We have {y} with {x}.
{x} gives (lessons in {y}|{y} lessons).

person:student,learner,name; subject:subject,class,course; grade:grade,mark,score,result
{x} got {z} in {y}.
In {y}, {x} (has|received|earned) {z}.
{x}'s {y} grade is {z}.
{x} scored {z} in {y}.

pet:pet,name,animal_name; animal:animal,species,kind,type; person:owner,person,belongs_to
{x} the {y} belongs to {z}.
{z} has {a y} (called|named) {x}.
{z} owns {a y} named {x}.
{x} is {z}'s {y}.
The {y} {x} lives with {z}.
{z}'s {y} is called {x}.

animal:animal,species,creature; color:color,colour,fur; place:place,location,where
The {x} in the {z} is {y}.
{A y} {x} (lives|sits|sleeps) in the {z}.
In the {z} there is {a y} {x}.
I saw {a y} {x} in the {z}.
We found {a y} {x} at the {z}.

person:name,booked_by,guest,under; small:people,guests,persons,party_size; time:time,at,hour
Table for {y}, {z}, name of {x}.
A table for {y} (people|persons|) at {z}, name {x}.
Table for {y} at {z} (under|for|under the name) {x}
I'd like a table for {y} at {z}. The name is {x}.
{x} (booked|reserved|wants) a table for {y} at {z}.
I would like [to book ]a table for {y} at {z}[, please]. My name is {x}.
Reservation: {x}, {y} people, {z}.
{y} people, {z}, {x}.
Please keep a table for {y} for {x} at {z}.

person:guest,name,customer; day:arrival,check_in,from; day:departure,check_out,until; city:city,hotel_city,where
{x} stays in {w} from {y} to {z}.
{x} (booked|needs) a room in {w} from {y} until {z}.
Room for {x} in {w}, {y} to {z}.
{x} arrives in {w} on {y} and leaves on {z}.

small:quantity,count,number,amount; things:item,product,thing,what
Order: I'll take {x} {y}, please.
I (want|need|would like|take) {x} {y}[, please].
Can I (have|get|order) {x} {y}?
Please (send|bring|give) me {x} {y}.
{x} {y}, please.
We need {x} {y} for (tomorrow|the party|the kitchen|school).
Add {x} {y} to my (order|cart|list).

size:size,cup_size; drink:drink,beverage,item,product; topping:with,extra,addition
one {x} {y} with {z}[ to go]
{A x} {y} with {z}, please.
I'd like {a x} {y} with {z}.
Can I get {a x} {y} and {z} in it?
{X} {y}, {z}.

size:size; drink:drink,beverage,item
one {x} {y} to take away
{A x} {y}[, please].
I'd like {a x} {y}[ to go].
(Could|Can) I have {a x} {y}?
{x} {y} please

person:name,person,picker,who; day:day,when,date; small:count,number,quantity,amount; things:item,things,what
On {y} {x} (picked|bought|found|counted|sold|packed|collected) {z} {w}.
{x} (picked|bought|found|sold|made|lost) {z} {w} on {y}.
Last {y} {x} (got|took|brought) {z} {w}.
{y}: {x} (sold|ordered|returned) {z} {w}.
{z} {w} were (bought|found|ordered) by {x} on {y}.

person:winner,player,champion,name; sport:sport,game,discipline; city:city,place,where; year:year,when
{x} won the {y} (final|cup|tournament) in {z} in {w}.
In {w} {x} won at {y} in {z}.
The {w} {y} (cup|tournament) in {z} was won by {x}.
{x}, winner in {y}, {z} {w}.

team:winner,first,team; team:loser,second,opponent; score:score,result
{x} beat {y} {z}.
{x} won against {y} {z}.
{y} lost to {x} {z}.
{x} defeated {y} with {z}.
{z} for {x} against {y}.

person:patient,name,person; problem:symptom,problem,complaint; time:time,appointment,when; day:day,date
{x} has {y} and (comes|sees the doctor) on {w} at {z}.
Patient {x}, {y}, {w} at {z}.
On {w} at {z}: {x} with {y}.
{x} called because of {y}; the appointment is on {w} at {z}.

person:caller,from,name,who; person:callee,to,contact; time:time,at,when
{x} called {y} at {z}.
At {z} {x} phoned {y}.
{y} got a call from {x} at {z}.
{x} rang {y} at {z}[ and left a message].

person:name,contact,person; phone:phone,number,telephone,mobile; email:email,mail,address
{x}, phone {y}, email {z}.
You can reach {x} at {y} or {z}.
Contact {x}: {y}, {z}
Call {x} at {y} or write to {z}.
{x}'s number is {y} and (her|his|the) mail is {z}.

person:name,person,contact; email:email,mail,e_mail
{x}'s email is {y}.
Write to {x} at {y}.
Please contact {x} ({y}).
Email {x}: {y}

person:name,resident,who; street:street,address,road; city:city,town,place
{x} lives at {y} in {z}.
{x}, {y}, {z}
{x}'s address is {y}, {z}.
Send it to {x}, {y} in {z}.
The house of {x} is at {y}, {z}.
"""  # noqa: E501
