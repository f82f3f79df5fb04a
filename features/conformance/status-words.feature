@needs-card @needs-ccd @needs-contact @needs-keys
Feature: Each status word answers its condition

  Each status word of the card (protocol, section 1; ISO/IEC 7816-4, 5.6) has a row that gives it, and a row beside it that gives another one.

  Rule: a command that must not be carried out is refused with the word for its reason

    @TC-C-030 @C-03 @needs-dda @needs-funds-on-chip @needs-offline-pin @needs-scripts @refuses
    Scenario Outline: <row> <command> is answered <status>
      Given a prepaid card that holds 50.00 EUR
      And the card has lived through "<history>"
      When the terminal sends "<command>"
      Then the card answers <status>

      Examples:
        | row | status | command                                         | history                                 |
        | 01  | 63Cx   | VERIFY of a wrong PIN                           | nothing                                 |
        | 02  | 6700   | GENERATE AC with a byte too few                 | nothing                                 |
        | 03  | 6700   | VERIFY of seven bytes                           | nothing                                 |
        | 04  | 6700   | GET PROCESSING OPTIONS with a byte too many     | nothing                                 |
        | 05  | 6700   | PUT DATA with a byte too many                   | nothing                                 |
        | 06  | 6982   | APPLICATION BLOCK without secure messaging      | nothing                                 |
        | 07  | 6983   | VERIFY                                          | an approval that takes the last PIN try |
        | 08  | 6983   | VERIFY of a wrong PIN                           | an approval that takes the last PIN try |
        | 09  | 6984   | VERIFY of an enciphered PIN without a challenge | nothing                                 |
        | 10  | 6984   | VERIFY of an enciphered PIN that does not open  | nothing                                 |
        | 11  | 6985   | GENERATE AC before GET PROCESSING OPTIONS       | nothing                                 |
        | 12  | 6985   | GENERATE AC after an AAC                        | nothing                                 |
        | 13  | 6985   | GET PROCESSING OPTIONS twice                    | nothing                                 |
        | 14  | 6985   | VERIFY before GET PROCESSING OPTIONS            | nothing                                 |
        | 15  | 6985   | PIN CHANGE/UNBLOCK after a script that failed   | nothing                                 |
        | 16  | 6987   | APPLICATION BLOCK without a MAC                 | nothing                                 |
        | 17  | 6988   | PIN CHANGE/UNBLOCK with a wrong MAC             | nothing                                 |
        | 18  | 6988   | PIN CHANGE/UNBLOCK with a MAC of seven bytes    | nothing                                 |
        | 19  | 6A80   | GENERATE AC over an amount that is no number    | nothing                                 |
        | 20  | 6A81   | SELECT                                          | an order to block the card              |
        | 21  | 6A82   | READ RECORD of a file that is not there         | nothing                                 |
        | 22  | 6A83   | READ RECORD of a record that is not there       | nothing                                 |
        | 23  | 6A86   | GENERATE AC of a reserved type                  | nothing                                 |
        | 24  | 6A86   | GET CHALLENGE with parameters                   | nothing                                 |
        | 25  | 6A88   | GET DATA of a tag that is not there             | nothing                                 |
        | 26  | 6A88   | PUT DATA of a tag that is not there             | nothing                                 |
        | 27  | 6D00   | an unknown instruction                          | nothing                                 |
        | 28  | 6E00   | a command of an unknown class                   | nothing                                 |
        | 29  | 6E00   | GET DATA of another class                       | nothing                                 |

    @TC-C-031 @C-03 @needs-personalization @pcsc @refuses
    Scenario Outline: <row> <command> to a card that is not personalized is answered <status>
      Given a card that is SELECTABLE
      When the terminal sends "<command>"
      Then the card answers <status>

      Examples:
        | row | status | command                                       |
        | 01  | 6300   | EXTERNAL AUTHENTICATE with a wrong cryptogram |
        | 02  | 6982   | STORE DATA without a secure channel           |

  Rule: what is right is not refused, and what is wrong otherwise is refused otherwise

    # A card that gave a word for everything would pass the rows above.
    @TC-C-032 @C-03 @needs-dda @needs-funds-on-chip @needs-offline-pin @needs-scripts @shows
    Scenario Outline: <row> <command> is answered <status>, and not <not>
      Given a prepaid card that holds 50.00 EUR
      And the card has lived through "<history>"
      When the terminal sends "<command>"
      Then the card answers <status>

      Examples:
        | row | not  | status | command                | history                             |
        | 01  | 63Cx | 9000   | VERIFY                 | nothing                             |
        | 02  | 6700 | 9000   | GENERATE AC            | nothing                             |
        | 03  | 6700 | 9000   | GET PROCESSING OPTIONS | nothing                             |
        | 04  | 6983 | 63Cx   | VERIFY of a wrong PIN  | an approval that leaves one PIN try |
        | 05  | 6984 | 9000   | VERIFY                 | nothing                             |
        | 06  | 6985 | 9000   | GENERATE AC            | nothing                             |
        | 07  | 6987 | 9000   | APPLICATION BLOCK      | nothing                             |
        | 08  | 6988 | 9000   | PIN CHANGE/UNBLOCK     | nothing                             |
        | 09  | 6982 | 9000   | APPLICATION BLOCK      | nothing                             |
        | 10  | 6A80 | 9000   | GENERATE AC            | nothing                             |
        | 11  | 6283 | 9000   | SELECT                 | a refusal                           |
        | 12  | 6A81 | 9000   | SELECT                 | a refusal                           |
        | 13  | 6A82 | 9000   | READ RECORD            | nothing                             |
        | 14  | 6A83 | 9000   | READ RECORD            | nothing                             |
        | 15  | 6A86 | 9000   | GENERATE AC            | nothing                             |
        | 16  | 6A86 | 9000   | GET CHALLENGE          | nothing                             |
        | 17  | 6A88 | 9000   | GET DATA               | nothing                             |
        | 18  | 6A88 | 9000   | PUT DATA               | nothing                             |
        | 19  | 6D00 | 9000   | INTERNAL AUTHENTICATE  | nothing                             |
        | 20  | 6E00 | 9000   | GET DATA               | nothing                             |

    @TC-C-033 @C-03 @needs-personalization @pcsc @shows
    Scenario Outline: <row> <command> to a card that is <state> is answered <status>, and not <not>
      Given a card that is <state>
      When the terminal sends "<command>"
      Then the card answers <status>

      Examples:
        | row | not  | status | command               | state               |
        | 01  | 6300 | 9000   | EXTERNAL AUTHENTICATE | SELECTABLE          |
        | 02  | 6982 | 9000   | STORE DATA            | SELECTABLE          |
        | 03  | 6A81 | 6283   | SELECT                | APPLICATION BLOCKED |

    # A blocked application is still selected, and says that it is blocked.
    @TC-C-034 @C-03 @refuses
    Scenario Outline: <row> <command> to a card that is <state> is answered <status>, and not <not>
      Given a card that is <state>
      When the terminal sends "<command>"
      Then the card answers <status>

      Examples:
        | row | not  | status | command | state               |
        | 01  | 9000 | 6283   | SELECT  | APPLICATION BLOCKED |
        | 02  | 6283 | 6A81   | SELECT  | CARD BLOCKED        |
