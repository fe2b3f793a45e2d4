"""Frames of what people make, like, lose, do and are: written as in `dealrows`."""

ROWS = """
person:author,writer,by; title:title,book,work; year:year,published,date
{x} wrote {y} in {z}.
{y} by {x} (came out|was published) in {z}.
{y} ({z}) was written by {x}.
In {z}, {x} published {y}.
{x}: {y}, {z}.

person:singer,artist,musician,by; title:song,title,track; duration:length,duration,#minutes
{x} sings {y}, which lasts {z}.
{y} by {x} is {z} long.
The song {y} from {x} takes {z}.

person:director,maker,by; title:film,movie,title; person:star,actor,lead
{x} directed {y} with {z}.
{z} plays in {y} by {x}.
{y}, directed by {x}, stars {z}.
In {y}, a film by {x}, {z} has the main role.

person:reader,member,name,borrower; title:book,title,item; day:due,return_day,day,due_date
{x} borrowed {y} until {z}.
{x} has to return {y} by {z}.
{y} was lent to {x} and is due on {z}.
Library: {x}, {y}, due {z}.

person:cook,chef,name,who; food:dish,meal,food; small:guests,people,portions,servings
{x} cooked {y} for {z} (guests|people|friends).
{x} made {y} for {z} people.
For {z} guests, {x} prepared {y}.
There was {y} for {z}, cooked by {x}.

person:name,person,who; food:food,favorite_food,likes,dish; drink:drink,beverage,favorite_drink
{x} likes {y} and drinks {z}.
{x} (orders|ordered|had|wants) {y} and {z}.
{y} and {z} for {x}, please.
{x} takes the {y} with {z}.
I am {x} and I love {y} and {z}.

person:name,person,who; color:color,favorite_color,colour; hobby:hobby,interest,likes,activity
{x} likes {z} and the color {y}.
{x}'s favorite color is {y} and (her|his|the) hobby is {z}.
{x} loves {y} and enjoys {z}.
{x}: favorite color {y}, hobby {z}.

person:name,loser,owner,who; thing:item,lost_item,object,what; place:place,location,where; day:day,when
{x} lost {a y} in the {z} on {w}.
On {w} {x} forgot {a y} at the {z}.
{x} left {a y} in the {z} on {w}.
Lost: {a y}, {z}, {w}. Owner: {x}.

person:finder,name,who; thing:item,object,found,what; place:place,location,where
{x} found {a y} in the {z}.
{A y} was found by {x} at the {z}.
In the {z} {x} discovered {a y}.
{x} (spotted|saw|picked up) {a y} near the {z}.

person:driver,name,who; vehicle:vehicle,car,transport; color:color,colour
{x} drives {a z} {y}.
{x} has {a z} {y}.
The {z} {y} belongs to {x}.
{x}'s {y} is {z}.

person:husband,groom,first,partner1; person:wife,bride,second,partner2; year:year,married,wedding_year
{x} married {y} in {z}.
{x} and {y} got married in {z}.
In {z} {x} and {y} had their wedding.

person:child,name,kid; person:parent,mother,guardian; age:age,years
{x}, {z}, is the child of {y}.
{y} has a child named {x}, who is {z}.
{x} ({z}) lives with {y}, the mother.

person:name,person,born; year:birth_year,year,born_in; city:birthplace,city,born,place
{x} was born in {z} in {y}.
{x} was born in {y} in {z}.
{x}, born {y} in {z}.
In {y} {x} came into the world in {z}.

person:painter,artist,name; thing:motif,object,subject,picture; color:color,main_color
{x} painted {a z} {y}.
{x} made a picture of {a z} {y}.
{A z} {y}, painted by {x}.

person:name,who,worker; chore:task,chore,job,duty; day:day,when,due
{x} (has to|must|should|will) {y} on {z}.
On {z} {x} must {y}.
Task for {x}: {y}, {z}.
{z} it is {x}'s turn to {y}.
{x}, please {y} on {z}.

person:complainer,customer,name,from; thing:product,item,device; fault:problem,fault,issue,complaint
{x} says the {y} {z}.
The {y} of {x} {z}.
Complaint by {x}: the {y} {z}.
{x} returned the {y} because it {z}.

person:speaker,lecturer,name; subject:topic,subject,about; time:time,start,begins; room:room,place,where
{x} speaks about {y} at {z} in {w}.
Talk by {x}: {y}, {z}, {w}.
At {z} {x} gives a talk on {y} in {w}.
In {w}, {x} will talk about {y} at {z}.

person:player,name,athlete; small:points,goals,score; team:team,club,side
{x} (scored|made|got) {y} points for {z}.
{x} of {z} scored {y} goals.
{z} thanks {x} for {y} points.

person:rider,name,passenger; place:pickup,from,start; place:dropoff,to,destination; small:passengers,people
Taxi for {x} from the {y} to the {z} for {w} people.
{x} needs a ride for {w} from the {y} to the {z}.
Pick up {x} at the {y} and go to the {z}, {w} passengers.

person:name,tenant,renter; money:rent,price,monthly_rent; rooms:#rooms,size; city:city,place
{x} rents {z} in {w} for {y}.
{x} pays {y} for {z} in {w}.
A flat with {z} in {w}, {y} a month, rented by {x}.
"""  # noqa: E501
