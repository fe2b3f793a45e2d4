"""The rows that `relations` parses: key | subjects | value, then statements, questions, reverse.

Wordings stand between " / ", an indented line goes on with the one before, and brackets are those
of `grammar`. Here is what can be said of places, events and people.
"""

ROWS = """
price | thing goods | money
{s} costs {v} / The price of {s} is {v} / You pay {v} for {s} / {s} (sells|is sold) for {v} /
  {s} can be bought for {v} / It costs {v} to buy {s}
How much does {s} cost? / What does {s} cost? / What is the price of {s}? / How much is {s}? /
  How much do I (have to|need to) pay for {s}? / what's the price of {s}?
What costs {v}? / What can you buy for {v}?

entry | venue event | money
A ticket for {s} costs {v} / Entry to {s} is {v} / Visitors pay {v} for {s} /
  Adults pay {v} at {s} / To get into {s} you pay {v}
How much is a ticket for {s}? / What does a ticket for {s} cost? /
  How much do visitors pay for {s}? / What is the entry price of {s}?

adults | venue event | money
Adults pay {v} / For adults it is {v} / An adult ticket costs {v} / Grown-ups pay {v}
How much do adults pay? / What does an adult pay? / How much is it for adults? /
  What is the price for adults?

children | venue event | money
Children pay {v} / Kids pay {v} / For children it costs {v} / A child's ticket is {v} /
  Children under twelve pay {v}
How much do children pay? / What does a child's ticket cost? / How much is it for children? /
  What do kids pay?

opens | venue | hour
{s} opens at {v} / {s} is open from {v} / The doors of {s} open at {v} /
  {s} starts to let people in at {v} / Every day {s} opens at {v}
When does {s} open? / At what time does {s} open? / What time does {s} open? /
  From when on is {s} open? / when does it open?

closes | venue | hour
{s} closes at {v} / {s} shuts its doors at {v} / {s} is open until {v} / At {v} {s} closes
When does {s} close? / At what time does {s} close? / What time does {s} close? /
  Until when is {s} open? / when does it close?

closed | venue | day
{s} is closed on {v} / On {v} {s} is closed / {s} does not open on {v} / On {v}s {s} stays shut /
  Every {v} {s} is closed
On which day is {s} closed? / When is {s} closed? / Which day is {s} shut? /
  On what day of the week is {s} closed? / What day is {s} closed?

starts | event | hour
{s} starts at {v} / {s} begins at {v} / At {v} {s} begins / {s} will start at {v} / {s} is at {v}
When does {s} start? / At what time does {s} begin? / What time is {s}? /
  What time does {s} start? / When does it begin?

held | event | day
{s} is on {v} / {s} takes place on {v} / On {v} there is {s} / {s} will be held on {v} /
  {s} was moved to {v}
When is {s}? / On which day is {s}? / What day is {s}? / Which day does {s} take place? /
  On what day will {s} be held?

where | event | city
{s} is in {v} / {s} takes place in {v} / {s} will be held in {v} / This year {s} is in {v}
Where is {s}? / Where does {s} take place? / In which city is {s}? / Where will {s} be held?

lasts | event | minutes
{s} lasts {v} / {s} takes {v} / {s} goes on for {v} / It took {v} until {s} was over
How long does {s} last? / How long does {s} take? / How long is {s}? / For how long does {s} go on?

guests | event venue | many
{v} people came to {s} / There were {v} people at {s} / {s} had {v} visitors /
  About {v} guests visited {s}
How many people came to {s}? / How many visitors did {s} have? / How many guests were at {s}? /
  How many people were at {s}?

lives | person pet animal | city
{s} lives in {v} / {s}'s home is in {v} / {s} has lived in {v} for years / {s} moved to {v} /
  {s} has a house in {v} / {s} still lives in {v}
Where does {s} live? / In which city does {s} live? / What town does {s} live in? /
  Where is {s}'s home? / which city does {s} live in?
Who lives in {v}?

born | person | city
{s} was born in {v} / {s} comes from {v} / {s} was born and raised in {v} / {s} grew up in {v} /
  {s} is originally from {v}
Where was {s} born? / Where does {s} come from? / In which city was {s} born? /
  Where is {s} from? / Where did {s} grow up?
Who was born in {v}? / Who comes from {v}?

birthyear | person | year
{s} was born in {v} / In {v} {s} was born / {s}'s year of birth is {v}
When was {s} born? / In which year was {s} born? / What year was {s} born in?

age | person pet | age
{s} is {v} years old / {s} is {v} / {s} turned {v} last week / {s}'s age is {v} /
  At the age of {v}, {s} is still active
How old is {s}? / What is {s}'s age? / What age is {s}? / how many years old is {s}?
Who is {v} years old?

job | person | job
{s} works as {a v} / {s} is {a v} / {s}'s job is {v} / {s} became {a v} /
  {s} earns money as {a v} / {s} has worked as {a v} for years
What is {s}'s job? / What does {s} do for a living? / What does {s} work as? /
  What is the profession of {s}? / What job does {s} have?

workplace | person | venue
{s} works at {v} / {s} has a job at {v} / {s} spends the day at {v} /
  Every day {s} goes to work at {v}
Where does {s} work? / Where does {s} have a job? / What is {s}'s workplace?
Who works at {v}?

likes | person pet animal | food
{s} likes {v} / {s} loves {v} / {s}'s favorite food is {v} / {s} eats {v} every day /
  {s} likes to eat {v} / {s} cannot live without {v}
What does {s} like to eat? / What is {s}'s favorite food? / What does {s} eat? /
  Which food does {s} love? / What does {s} like?
Who likes {v}? / Who eats {v}?

drinks | person | drink
{s} drinks {v} / {s} likes to drink {v} / {s} always orders {v} / In the morning {s} drinks {v} /
  {s}'s favorite drink is {v}
What does {s} drink? / What is {s}'s favorite drink? / What does {s} order? /
  What does {s} like to drink?
Who drinks {v}?

hates | person pet | food
{s} does not like {v} / {s} hates {v} / {s} never eats {v} / {s} cannot stand {v} /
  {s} is allergic to {v}
What does {s} not like? / What does {s} hate? / Which food does {s} never eat? / What can't {s} eat?
Who does not like {v}?

color | thing venue pet | color
{s} is {v} / The color of {s} is {v} / {s} was painted {v} / {s} has a {v} color / {s} looks {v}
What color is {s}? / What is the color of {s}? / Which color does {s} have? / what colour is {s}?
What is {v}?

favorite | person | color
{s}'s favorite color is {v} / {s} likes {v} best / {s} always wears {v} /
  The color that {s} likes most is {v}
What is {s}'s favorite color? / Which color does {s} like best? / What color does {s} like?

hobby | person | hobby
{s} likes {v} / {s} enjoys {v} / {s}'s hobby is {v} / On weekends {s} goes {v} /
  {s} spends a lot of time on {v} / {s} is good at {v}
What is {s}'s hobby? / What does {s} enjoy? / What does {s} do on weekends? / What is {s} good at?
Who enjoys {v}? / Who likes {v}?

teaches | person | subject
{s} teaches {v} / {s} is a teacher of {v} / {s} gives lessons in {v} / {s} studies {v} /
  {s} likes {v} at school
What does {s} teach? / What subject does {s} teach? / Which subject is it for {s}? /
  What does {s} study?
Who teaches {v}? / Who studies {v}?

owner | thing venue pet | person
{s} belongs to {v} / {v} owns {s} / The owner of {s} is {v} / {s} is owned by {v} /
  {v} is the owner of {s}
Who owns {s}? / Who is the owner of {s}? / To whom does {s} belong? / Whose is {s}? /
  Who does {s} belong to?
What belongs to {v}? / What does {v} own?

maker | thing venue | person
{s} was made by {v} / {v} made {s} / {v} built {s} / {s} was designed by {v} / {v} invented {s} /
  {s} is the work of {v}
Who made {s}? / Who built {s}? / Who designed {s}? / Who is the maker of {s}? /
  By whom was {s} made?
What did {v} make? / What was made by {v}?

finder | thing | person
{v} found {s} / {s} was found by {v} / It was {v} who found {s} / {v} discovered {s} /
  {s} was discovered by {v}
Who found {s}? / Who discovered {s}? / By whom was {s} found?
What did {v} find?

boss | venue group event | person
{v} runs {s} / {s} is led by {v} / The head of {s} is {v} / {v} is the director of {s} /
  {v} is in charge of {s} / {s} has a new director, {v}
Who runs {s}? / Who leads {s}? / Who is the head of {s}? / Who is the director of {s}? /
  Who is in charge of {s}?
What does {v} run?

year | venue thing group town | year
{s} was built in {v} / {s} dates from {v} / {s} was founded in {v} / In {v} {s} was founded /
  {s} has been there since {v} / {s} was made in {v}
When was {s} built? / In which year was {s} built? / When was {s} founded? /
  What year does {s} date from? / since when is {s} there? / How old is {s}, from which year?

found | thing | year
{s} was found in {v} / In {v} somebody found {s} / {s} was discovered in {v} /
  {s} came to light in {v}
When was {s} found? / In which year was {s} discovered? / When was {s} discovered? /
  What year was {s} found in?

place | thing pet | spot
{s} is {v} / {s} lies {v} / You can find {s} {v} / {s} was left {v} / Somebody put {s} {v} /
  {s} can be found {v}
Where is {s}? / Where can I find {s}? / Where did somebody put {s}? / where is {s} now? /
  Where was {s} left?
What is {v}? / What lies {v}?

keeps | person | spot
{s} keeps the money {v} / The money of {s} is {v} / {s} hid the money {v} / {s} put the money {v}
Where does {s} keep the money? / Where is the money of {s}? / Where did {s} hide the money? /
  Where is the money?
"""
