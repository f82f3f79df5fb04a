@needs-card @needs-ccd @needs-contact @needs-keys
Feature: The life cycle decides which commands are answered

  Before personalization the application takes nothing but its data; after it, everything else and no data more. A blocked application
  answers what it takes to unblock it, and pays nothing. A blocked card answers nothing. Each state has a row for each command.

  Rule: what the state allows is answered

    @TC-C-050 @C-04 @needs-dda @needs-offline-pin @needs-personalization @needs-scripts @shows
    Scenario Outline: <row> <state>: <command> is answered
      Given a card that is <state>
      When the terminal sends "<command>"
      Then the card answers <status>

      Examples:
        | row | state               | command                | status |
        | 01  | SELECTABLE          | SELECT                 | 9000   |
        | 02  | SELECTABLE          | INITIALIZE UPDATE      | 9000   |
        | 03  | SELECTABLE          | EXTERNAL AUTHENTICATE  | 9000   |
        | 04  | SELECTABLE          | STORE DATA             | 9000   |
        | 05  | PERSONALIZED        | SELECT                 | 9000   |
        | 06  | PERSONALIZED        | GET PROCESSING OPTIONS | 9000   |
        | 07  | PERSONALIZED        | READ RECORD            | 9000   |
        | 08  | PERSONALIZED        | GET DATA               | 9000   |
        | 09  | PERSONALIZED        | GENERATE AC            | 9000   |
        | 10  | PERSONALIZED        | GET CHALLENGE          | 9000   |
        | 11  | PERSONALIZED        | VERIFY                 | 9000   |
        | 12  | PERSONALIZED        | INTERNAL AUTHENTICATE  | 9000   |
        | 13  | PERSONALIZED        | PUT DATA               | 9000   |
        | 14  | PERSONALIZED        | UPDATE RECORD          | 9000   |
        | 15  | PERSONALIZED        | PIN CHANGE/UNBLOCK     | 9000   |
        | 16  | PERSONALIZED        | APPLICATION BLOCK      | 9000   |
        | 17  | PERSONALIZED        | APPLICATION UNBLOCK    | 9000   |
        | 18  | PERSONALIZED        | CARD BLOCK             | 9000   |
        | 19  | APPLICATION BLOCKED | SELECT                 | 6283   |
        | 20  | APPLICATION BLOCKED | GET PROCESSING OPTIONS | 9000   |
        | 21  | APPLICATION BLOCKED | READ RECORD            | 9000   |
        | 22  | APPLICATION BLOCKED | GET DATA               | 9000   |
        | 23  | APPLICATION BLOCKED | GENERATE AC            | 9000   |
        | 24  | APPLICATION BLOCKED | PUT DATA               | 9000   |
        | 25  | APPLICATION BLOCKED | UPDATE RECORD          | 9000   |
        | 26  | APPLICATION BLOCKED | PIN CHANGE/UNBLOCK     | 9000   |
        | 27  | APPLICATION BLOCKED | APPLICATION BLOCK      | 9000   |
        | 28  | APPLICATION BLOCKED | APPLICATION UNBLOCK    | 9000   |
        | 29  | APPLICATION BLOCKED | CARD BLOCK             | 9000   |

  Rule: what the state does not allow is refused

    @TC-C-051 @C-04 @needs-dda @needs-offline-pin @needs-personalization @needs-scripts @refuses
    Scenario Outline: <row> <state>: <command> is refused
      Given a card that is <state>
      When the terminal sends "<command>"
      Then the card answers <status>

      Examples:
        | row | state               | command                | status |
        | 01  | SELECTABLE          | GET PROCESSING OPTIONS | 6985   |
        | 02  | SELECTABLE          | READ RECORD            | 6985   |
        | 03  | SELECTABLE          | GET DATA               | 6985   |
        | 04  | SELECTABLE          | GENERATE AC            | 6985   |
        | 05  | SELECTABLE          | GET CHALLENGE          | 6985   |
        | 06  | SELECTABLE          | VERIFY                 | 6985   |
        | 07  | SELECTABLE          | INTERNAL AUTHENTICATE  | 6985   |
        | 08  | SELECTABLE          | PUT DATA               | 6985   |
        | 09  | SELECTABLE          | UPDATE RECORD          | 6985   |
        | 10  | SELECTABLE          | PIN CHANGE/UNBLOCK     | 6985   |
        | 11  | SELECTABLE          | APPLICATION BLOCK      | 6985   |
        | 12  | SELECTABLE          | APPLICATION UNBLOCK    | 6985   |
        | 13  | SELECTABLE          | CARD BLOCK             | 6985   |
        | 14  | PERSONALIZED        | INITIALIZE UPDATE      | 6985   |
        | 15  | PERSONALIZED        | EXTERNAL AUTHENTICATE  | 6985   |
        | 16  | PERSONALIZED        | STORE DATA             | 6985   |
        | 17  | APPLICATION BLOCKED | GET CHALLENGE          | 6985   |
        | 18  | APPLICATION BLOCKED | VERIFY                 | 6985   |
        | 19  | APPLICATION BLOCKED | INTERNAL AUTHENTICATE  | 6985   |
        | 20  | APPLICATION BLOCKED | INITIALIZE UPDATE      | 6985   |
        | 21  | APPLICATION BLOCKED | EXTERNAL AUTHENTICATE  | 6985   |
        | 22  | APPLICATION BLOCKED | STORE DATA             | 6985   |
        | 23  | CARD BLOCKED        | SELECT                 | 6A81   |
        | 24  | CARD BLOCKED        | GET PROCESSING OPTIONS | 6985   |
        | 25  | CARD BLOCKED        | READ RECORD            | 6985   |
        | 26  | CARD BLOCKED        | GET DATA               | 6985   |
        | 27  | CARD BLOCKED        | GENERATE AC            | 6985   |
        | 28  | CARD BLOCKED        | GET CHALLENGE          | 6985   |
        | 29  | CARD BLOCKED        | VERIFY                 | 6985   |
        | 30  | CARD BLOCKED        | INTERNAL AUTHENTICATE  | 6985   |
        | 31  | CARD BLOCKED        | PUT DATA               | 6985   |
        | 32  | CARD BLOCKED        | UPDATE RECORD          | 6985   |
        | 33  | CARD BLOCKED        | PIN CHANGE/UNBLOCK     | 6985   |
        | 34  | CARD BLOCKED        | APPLICATION BLOCK      | 6985   |
        | 35  | CARD BLOCKED        | APPLICATION UNBLOCK    | 6985   |
        | 36  | CARD BLOCKED        | CARD BLOCK             | 6985   |
        | 37  | CARD BLOCKED        | INITIALIZE UPDATE      | 6985   |
        | 38  | CARD BLOCKED        | EXTERNAL AUTHENTICATE  | 6985   |
        | 39  | CARD BLOCKED        | STORE DATA             | 6985   |

    # It answers GENERATE AC so that the issuer can unblock it with a script: it must not pay on the way.
    @TC-C-052 @C-04 @needs-cda @refuses
    Scenario Outline: <row> a blocked application asked for <cryptogram> declines
      Given a card that is APPLICATION BLOCKED
      When the terminal asks for "<cryptogram>"
      Then the CVR says "first GENERATE AC: AAC"

      Examples:
        | row | cryptogram                     |
        | 01  | a TC                           |
        | 02  | a TC with CDA                  |
        | 03  | an ARQC                        |
        | 04  | a TC where nobody can be asked |

  @needs-scripts
  Rule: scripts move the state

    # The next activation shows it: the one of the script has selected the application already.
    @TC-C-053 @C-04 @pcsc @shows
    Scenario Outline: <row> <state>: after <script> the next SELECT is answered <status>
      Given a card that is <state>
      And the terminal has sent "<script>"
      When the terminal sends "SELECT"
      Then the card answers <status>

      Examples:
        | row | state               | script              | status |
        | 01  | PERSONALIZED        | APPLICATION BLOCK   | 6283   |
        | 02  | PERSONALIZED        | APPLICATION UNBLOCK | 9000   |
        | 03  | APPLICATION BLOCKED | APPLICATION BLOCK   | 6283   |
        | 04  | APPLICATION BLOCKED | APPLICATION UNBLOCK | 9000   |

    @TC-C-054 @C-04 @pcsc @refuses
    Scenario Outline: <row> <state>: after <script> the next SELECT is refused
      Given a card that is <state>
      And the terminal has sent "<script>"
      When the terminal sends "SELECT"
      Then the card answers 6A81

      Examples:
        | row | state               | script              |
        | 01  | PERSONALIZED        | CARD BLOCK          |
        | 02  | APPLICATION BLOCKED | CARD BLOCK          |
        | 03  | CARD BLOCKED        | APPLICATION UNBLOCK |
