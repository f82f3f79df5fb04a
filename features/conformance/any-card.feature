Feature: Any payment card can be found and read without a key

  Nobody has to know the card's issuer here: a terminal without keys looks for its applications, begins a transaction with each and reads
  what there is. It tries no PIN and asks for no cryptogram, so that the card loses nothing but a number of its transaction counter. What it
  shows is judged by the rules of the inspection: docs/inspect.md.

  Rule: what a card shows follows its specifications

    # A card that showed nothing would break few rules: the predicate asks for an application that was selected, a transaction that
    # began, and a record that was read.
    @TC-C-080 @C-05 @needs-contactless @pcsc @shows
    Scenario Outline: <row> a card keeps the rules about "<theme>"
      Given a payment card
      When a terminal without keys reads the card
      Then the card breaks no rule about "<theme>"

      Examples:
        | row | theme                                               |
        | 01  | Directories                                         |
        | 02  | Selection of an application                         |
        | 03  | Processing options: AIP and AFL                     |
        | 04  | Records                                             |
        | 05  | Card number, track 2, holder, country and currency  |
        | 06  | Data object lists                                   |
        | 07  | Cardholder verification                             |
        | 08  | GET DATA, and the cryptogram                        |

    # Everything that a terminal goes by comes from the card: one that changed its mind from tap to tap could not be relied on.
    @TC-C-081 @C-05 @needs-contactless @needs-transaction-counters @shows
    Scenario: a card is the same the next time, one transaction later
      Given a payment card
      When a terminal without keys reads the card twice
      Then both readings are alike, one transaction apart

  Rule: what there is not is refused with the word for it

    @TC-C-082 @C-05 @needs-contactless @pcsc @refuses
    Scenario Outline: <row> <command> is answered <status>
      Given a payment card
      When a terminal without keys sends "<command>"
      Then the card answers <status>

      Examples:
        | row | status | command                                      |
        | 01  | 6985   | GET PROCESSING OPTIONS twice                 |
        | 02  | 6A82   | SELECT of an application that is not there   |
        | 03  | 6A82   | READ RECORD of a file that is not there      |
        | 04  | 6A83   | READ RECORD of a record that is not there    |
        | 05  | 6A88   | GET DATA of a tag that is not there          |
        | 06  | 6D00   | an unknown instruction                       |
        | 07  | 6E00   | a command of an unknown class                |
