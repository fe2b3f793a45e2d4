"""The rows that `relations` parses: key | subjects | value, then statements, questions, reverse.

Wordings stand between " / ", an indented line goes on with the one before, and brackets are those
of `grammar`. Here is what can be said of things, towns and people's days.
"""

ROWS = """
stands | venue town | city
{s} is in {v} / {s} lies near {v} / {s} stands in {v} / You find {s} in {v} /
  {s} can be found in {v} / {s} lies to the north of {v}
Where is {s}? / Where can you find {s}? / In which place is {s}? / Where does {s} lie?

country | town | land
{s} is a town in {v} / {s} lies in {v} / {s} is in {v} / {s} belongs to {v} /
  {s} is a city in the south of {v}
In which country is {s}? / Where is {s}? / Which country is {s} in? /
  What country does {s} belong to?
Which town is in {v}?

people | town | many
{s} has {v} inhabitants / {v} people live in {s} / The population of {s} is {v} /
  About {v} people live in {s}
How many people live in {s}? / What is the population of {s}? / How many inhabitants does {s} have?
Which town has {v} inhabitants?

river | town | name
{s} lies on the river {v} / The river in {s} is called {v} / The {v} flows through {s} /
  A river, the {v}, runs past {s}
What is the river in {s} called? / Which river flows through {s}? /
  On which river does {s} lie? / What river runs past {s}?

mayor | town | person
The mayor of {s} is {v} / {v} is the mayor of {s} / {s} has a new mayor, {v} /
  {v} became mayor of {s}
Who is the mayor of {s}? / Who became mayor of {s}? / What is the name of the mayor of {s}?

famous | town group person | food
{s} is famous for {v} / {s} is known for its {v} / People come to {s} for the {v} /
  {s} makes the best {v}
What is {s} famous for? / What is {s} known for? / Why do people know {s}?
Who is famous for {v}?

sells | venue | food
{s} sells {v} / You can buy {v} at {s} / {s} serves {v} / There is fresh {v} at {s} / {s} offers {v}
What does {s} sell? / What can you buy at {s}? / What does {s} serve? / What does {s} offer?
Where can you buy {v}?

material | thing venue | material
{s} is made of {v} / {s} is made from {v} / {s} was built of {v} / The material of {s} is {v} /
  {s} consists of {v}
What is {s} made of? / What material is {s} made from? / Which material is {s}? /
  What does {s} consist of?
What is made of {v}?

weight | thing pet animal | weight
{s} weighs {v} / The weight of {s} is {v} / {s} is {v} heavy / {s} has a weight of {v}
How much does {s} weigh? / What is the weight of {s}? / How heavy is {s}?
What weighs {v}?

length | thing venue | distance
{s} is {v} long / The length of {s} is {v} / {s} measures {v} / {s} has a length of {v}
How long is {s}? / What is the length of {s}? / How many meters or miles does {s} measure?

distance | venue town | distance
{s} is {v} away / It is {v} to {s} / The way to {s} is {v} long / {s} lies {v} from here
How far is {s}? / How far away is {s}? / How long is the way to {s}? / How far is it to {s}?

parts | thing | few
{s} has {v} parts / There are {v} parts in {s} / {s} consists of {v} parts / {s} came in {v} parts
How many parts does {s} have? / How many parts are there in {s}? / In how many parts did {s} come?

windows | venue | few
{s} has {v} windows / There are {v} windows in {s} / {s} was built with {v} windows
How many windows does {s} have? / How many windows are there in {s}? /
  what is the number of windows of {s}?

rooms | venue | count
{s} has {v} rooms / There are {v} rooms in {s} / You find {v} rooms in {s}
How many rooms does {s} have? / How many rooms are there in {s}? /
  What is the number of rooms in {s}?

staff | venue group | count
{s} has {v} workers / {v} people work for {s} / There are {v} people in {s} / {s} employs {v} people
How many people work for {s}? / How many workers does {s} have? / How many people are in {s}? /
  How many people does {s} employ?

siblings | person | few
{s} has {v} brothers and sisters / {s} has {v} siblings / {s} grew up with {v} siblings
How many siblings does {s} have? / How many brothers and sisters does {s} have?

children_count | person | few
{s} has {v} children / {s} is the parent of {v} children /
  There are {v} children in the house of {s}
How many children does {s} have? / What is the number of {s}'s children?

pet | person | animal
{s} has {a v} / {s} owns {a v} / {s} keeps {a v} at home / {s}'s pet is {a v} / {s} bought {a v}
What pet does {s} have? / Which animal does {s} have? / What animal does {s} own? /
  What is {s}'s pet?
Who has {a v}?

called | pet group | name
{s} is called {v} / The name of {s} is {v} / {s}'s name is {v} / {s} answers to the name {v} /
  Everybody calls {s} {v}
What is {s} called? / What is the name of {s}? / What is {s}'s name?
Who is called {v}?

partner | person | person
{s} is married to {v} / {s}'s partner is {v} / {s} got married to {v} / {v} is the partner of {s}
To whom is {s} married? / Who is {s} married to? / Who is {s}'s partner? / Whom did {s} marry?

friend | person | person
{s}'s best friend is {v} / {s} often meets {v} / {v} is {s}'s best friend /
  {s} plays with {v} every day
Who is {s}'s best friend? / Whom does {s} often meet? / With whom does {s} play? /
  What is the name of {s}'s best friend?

taught | person | person
{s}'s teacher is {v} / {v} teaches {s} / {s} has lessons with {v} / {s} learns from {v}
Who is {s}'s teacher? / Who teaches {s}? / From whom does {s} learn?

bought | person | thing
{s} bought {a v} / {s} has bought {a v} / {s} got {a v} / {s} wants {a v} / {s} has a new {v} /
  {s} is looking for {a v}
What did {s} buy? / What does {s} have? / What did {s} get? / What does {s} want?
Who bought {a v}? / Who has {a v}?

lost | person | thing
{s} lost {a v} / {s} has lost {a v} / {s} left {a v} on the bus / {s} cannot find the {v} /
  {s} forgot the {v} at home
What did {s} lose? / What has {s} lost? / What can {s} not find? / What did {s} forget?
Who lost {a v}? / Who lost the {v}?

gave | person | thing
{s} got {a v} for the birthday / {s} received {a v} / Somebody gave {s} {a v} /
  {s}'s present was {a v}
What did {s} get? / What did {s} receive? / What was {s}'s present? / What did somebody give {s}?
Who got {a v}?

travels | person | season
{s} goes to the sea in {v} / Every {v} {s} goes on vacation / {s} travels in {v} /
  {s} likes {v} best of all seasons
When does {s} travel? / In which season does {s} travel? / Which season does {s} like best?

went | person | city
{s} went to {v} last year / {s} traveled to {v} / {s} flew to {v} / {s} took the train to {v} /
  {s} visited {v}
Where did {s} go? / Which city did {s} visit? / Where did {s} travel? / To which city did {s} go?
Who went to {v}? / Who visited {v}?

free | person | day
{s} is free on {v} / {s} has time on {v} / {s} has the day off on {v} / On {v} {s} does not work
When is {s} free? / On which day is {s} free? / When does {s} have time? /
  What day does {s} have off?

wakes | person | hour
{s} gets up at {v} / {s} wakes up at {v} / {s}'s day starts at {v} /
  Every morning {s} gets up at {v}
When does {s} get up? / At what time does {s} wake up? / What time does {s} get up?

phone | person venue | many
{s}'s number is {v} / The number of {s} is {v} / You can call {s} at {v} / {s} has the number {v}
What is the number of {s}? / At which number can I call {s}? / What number does {s} have?

closed_reason | venue event | reason
{s} was closed because {v} / Because {v}, {s} was closed / {s} had to close because {v} /
  {s} was called off because {v}
Why was {s} closed? / For what reason was {s} closed? / Why did {s} close?

birthday | person | month
{s}'s birthday is in {v} / {s} has a birthday in {v} / {s} was born in {v} /
  In {v} {s} has a birthday
When is {s}'s birthday? / In which month is {s}'s birthday? / What month was {s} born in?

feels | person pet animal | quality
{s} is very {v} / {s} is {v} / {s} looks {v} / Everybody says that {s} is {v} / {s} seems to be {v}
How is {s}? / What is {s} like? / How does {s} look? / What do people say about {s}?
Who is {v}?

won | person group | year
{s} won the prize in {v} / In {v} {s} won the race / {s} was the winner in {v} /
  The winner in {v} was {s}
When did {s} win? / In which year did {s} win? / What year did {s} win in?
Who won in {v}? / Who was the winner in {v}?

time_left | event venue | month
{s} starts again in {v} / {s} will open again in {v} / {s} was opened in {v} / In {v} {s} was shut
When was it for {s}, in which month? / In which month was {s} opened? /
  When will {s} open again? / In what month does {s} start again?

visits | animal pet | season
{s} sleeps in {v} / {s} comes back in {v} / In {v} {s} is hungry / {s} is seen in {v}
When does {s} come back? / In which season is {s} seen? / When does {s} sleep?

email | person | email
{s}'s email is {v} / You can reach {s} at {v} / {s} has the address {v} / Write to {s} at {v}
What is {s}'s email? / At which address can I reach {s}? / What is the email address of {s}?

date | event | date
{s} is on {v} / {s} takes place on {v} / On {v} there is {s} / The date of {s} is {v}
What is the date of {s}? / On which date is {s}? / When is {s}? / When does {s} take place?

language | person | language
{s} speaks {v} / {s} is learning {v} / {s} knows {v} well / At home {s} speaks {v}
What language does {s} speak? / Which language is {s} learning? / What does {s} speak at home?
Who speaks {v}?

transport | person | vehicle
{s} goes to work by {v} / {s} takes the {v} to work / {s} comes by {v} / {s} travels by {v}
How does {s} go to work? / How does {s} come? / How does {s} travel? / What does {s} take to work?
Who travels by {v}? / Who takes the {v}?

stayed | person | reason
{s} did not come because {v} / Because {v}, {s} did not come / {s} stayed at home because {v} /
  {s} was not there because {v}
Why did {s} not come? / Why did {s} stay at home? / Why was {s} not there? /
  For what reason did {s} stay at home?

did | person pet | did
{s} {v} / Yesterday {s} {v} / On Sunday {s} {v} / In the end {s} {v}
What did {s} do? / What did {s} do yesterday? / What happened to {s}? / What about {s}?
Who {v}?

instrument | person | subject
{s} has {v} in the morning / {s}'s first lesson is {v} / {s} is best at {v} /
  {s}'s favorite subject is {v}
What is {s} best at? / What is {s}'s favorite subject? / What lesson does {s} have first?

team | person | name
{s} plays for {v} / {s} is a member of {v} / {s} joined {v} / {s} works for {v}
For whom does {s} play? / Which team does {s} play for? / What did {s} join? /
  Who does {s} work for?
Who plays for {v}? / Who works for {v}?

author | thing | person
{s} was written by {v} / {v} wrote {s} / The author of {s} is {v} / {s} is by {v}
Who wrote {s}? / Who is the author of {s}? / By whom is {s}?
What did {v} write?

size | thing goods | size
{s} is {v} in size / The size of {s} is {v} / {s} comes in {v} / {s} is of {v} size
What is the size of {s}? / In which size does {s} come? / What size is {s}?

temperature | town venue | degrees
It is {v} in {s} / The temperature in {s} is {v} / In {s} it is {v} / {s} had {v} today
How warm is it in {s}? / What is the temperature in {s}? / How many degrees is it in {s}?

weather | town | weather
It is {v} in {s} / In {s} it is {v} today / The weather in {s} is {v} / {s} will be {v} tomorrow
How is the weather in {s}? / What is the weather like in {s}? / What will it be like in {s}?
Where is it {v}?

speed | animal thing | speed
{s} can go {v} / The speed of {s} is {v} / {s} moves at {v} / {s} reaches {v}
How fast is {s}? / What is the speed of {s}? / How fast can {s} go?

number_sold | venue thing | many
{v} pieces of {s} were sold / There are {v} copies of {s} / {s} was made {v} times
How many pieces of {s} were sold? / How many copies of {s} are there? / How often was {s} made?

points | person group | count
{s} has {v} points / {s} scored {v} points / {s} got {v} points in the game / {s} won {v} points
How many points does {s} have? / How many points did {s} score? / What was the score of {s}?
Who has {v} points? / Who scored {v} points?

door | person venue | few
{s} lives at number {v} / {s} is on floor {v} / {s} is in room {v} / {s}'s office is room {v}
In which room is {s}? / On which floor is {s}? / Which number is it for {s}?
"""
