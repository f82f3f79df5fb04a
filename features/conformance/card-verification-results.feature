@needs-ccd @needs-keys
Feature: Card verification results say what happened, and nothing else

  Each bit of the CVR (EMV Book 3, C9.3) has a row that sets it and a row that comes near it and does not. The bits are called as in
  the dictionary of the tools; a test counts them. How to read and extend the tables: docs/conformance.md.

  @needs-card @needs-cda @needs-contact @needs-funds-on-chip @needs-offline-pin @needs-scripts
  Rule: what happened before and in the transaction is said

    @TC-C-001 @C-01 @shows
    Scenario Outline: <row> after "<history>" the CVR of "<cryptogram>" says "<bit>"
      Given a prepaid card that holds 50.00 EUR
      And the card has lived through "<history>"
      When the terminal asks for "<cryptogram>"
      Then the CVR says "<bit>"

      Examples:
        | row | bit                                                        | history                                        | cryptogram                                |
        | 01  | second GENERATE AC: AAC                                    | nothing                                        | a TC after the issuer's refusal           |
        | 02  | second GENERATE AC: TC                                     | nothing                                        | a TC after the issuer's approval          |
        | 03  | second GENERATE AC not requested                           | nothing                                        | a TC                                      |
        | 04  | first GENERATE AC: AAC                                     | nothing                                        | an AAC                                    |
        | 05  | first GENERATE AC: TC                                      | nothing                                        | a TC                                      |
        | 06  | first GENERATE AC: ARQC                                    | nothing                                        | an ARQC                                   |
        | 07  | first GENERATE AC: ARQC                                    | nothing                                        | a TC after the issuer's approval          |
        | 08  | CDA performed                                              | nothing                                        | a TC with CDA                             |
        | 09  | CDA performed                                              | nothing                                        | an ARQC with CDA                          |
        | 10  | CDA performed                                              | nothing                                        | a TC with CDA after the issuer's approval |
        | 11  | issuer authentication not performed                        | nothing                                        | a TC without a word of the issuer         |
        | 12  | issuer authentication not performed                        | a request without a word of the issuer         | a TC                                      |
        | 13  | issuer authentication failed                               | nothing                                        | a TC after a forged approval              |
        | 14  | issuer authentication failed                               | a forged approval                              | a TC                                      |
        | 15  | PIN tries left: 1                                          | an approval that leaves one PIN try            | a TC                                      |
        | 16  | PIN tries left: 0                                          | an approval that takes the last PIN try        | a TC                                      |
        | 17  | PIN try limit exceeded                                     | an approval that takes the last PIN try        | a TC                                      |
        | 18  | last online transaction not completed                      | a request that was never answered              | a TC                                      |
        | 19  | last online transaction not completed                      | an approval, a request that was never answered | a TC                                      |
        | 20  | script commands processed: 1                               | a script that it carried out                   | a TC                                      |
        | 21  | issuer script processing failed                            | a script with a wrong MAC                      | a TC                                      |
        | 22  | offline data authentication failed on previous transaction | a terminal that found its signature wrong      | a TC                                      |
        | 23  | go online on next transaction was set                      | an approval that sends the next payment online | a TC                                      |
        | 24  | unable to go online                                        | nothing                                        | a TC after it was unable to go online     |

    # Each row is the like of one above: the bit would be set by a card that notes the event and not its end.
    @TC-C-002 @C-01 @refuses
    Scenario Outline: <row> after "<history>" the CVR of "<cryptogram>" does not say "<bit>"
      Given a prepaid card that holds 50.00 EUR
      And the card has lived through "<history>"
      When the terminal asks for "<cryptogram>"
      Then the CVR does not say "<bit>"

      Examples:
        | row | bit                                                        | history                                                      | cryptogram                        |
        | 01  | second GENERATE AC: AAC                                    | nothing                                                      | a TC after the issuer's approval  |
        | 02  | second GENERATE AC: AAC                                    | nothing                                                      | an AAC                            |
        | 03  | second GENERATE AC: TC                                     | nothing                                                      | a TC after the issuer's refusal   |
        | 04  | second GENERATE AC: TC                                     | nothing                                                      | a TC                              |
        | 05  | second GENERATE AC not requested                           | nothing                                                      | a TC after the issuer's approval  |
        | 06  | first GENERATE AC: AAC                                     | nothing                                                      | a TC                              |
        | 07  | first GENERATE AC: AAC                                     | nothing                                                      | a TC after the issuer's refusal   |
        | 08  | first GENERATE AC: TC                                      | nothing                                                      | an AAC                            |
        | 09  | first GENERATE AC: TC                                      | nothing                                                      | a TC after the issuer's approval  |
        | 10  | first GENERATE AC: ARQC                                    | nothing                                                      | a TC                              |
        | 11  | CDA performed                                              | nothing                                                      | a TC                              |
        | 12  | CDA performed                                              | an order to block the application                            | a TC with CDA                     |
        | 13  | issuer authentication not performed                        | nothing                                                      | a TC after the issuer's approval  |
        | 14  | issuer authentication not performed                        | nothing                                                      | a TC after a forged approval      |
        | 15  | issuer authentication not performed                        | a request without a word of the issuer, an approval          | a TC                              |
        | 16  | issuer authentication failed                               | nothing                                                      | a TC after the issuer's refusal   |
        | 17  | issuer authentication failed                               | nothing                                                      | a TC without a word of the issuer |
        | 18  | issuer authentication failed                               | a forged approval, an approval                               | a TC                              |
        | 19  | PIN tries left: 1                                          | an approval                                                  | a TC                              |
        | 20  | PIN tries left: 0                                          | an approval that leaves one PIN try                          | a TC                              |
        | 21  | PIN try limit exceeded                                     | an approval that leaves one PIN try                          | a TC                              |
        | 22  | last online transaction not completed                      | an approval                                                  | a TC                              |
        | 23  | last online transaction not completed                      | a refusal                                                    | a TC                              |
        | 24  | last online transaction not completed                      | a request that was never answered, an approval               | a TC                              |
        | 25  | script commands processed: 1                               | an approval                                                  | a TC                              |
        | 26  | script commands processed: 1                               | a script with a wrong MAC                                    | a TC                              |
        | 27  | script commands processed: 1                               | a script that it carried out, an approval                    | a TC                              |
        | 28  | issuer script processing failed                            | a script that it carried out                                 | a TC                              |
        | 29  | issuer script processing failed                            | a script with a wrong MAC, an approval                       | a TC                              |
        | 30  | offline data authentication failed on previous transaction | a terminal that checked no signature                         | a TC                              |
        | 31  | offline data authentication failed on previous transaction | a terminal that found its signature wrong, a payment offline | a TC                              |
        | 32  | go online on next transaction was set                      | an approval                                                  | a TC                              |
        | 33  | go online on next transaction was set                      | an approval that sends the next payment online, an approval  | a TC                              |
        | 34  | unable to go online                                        | nothing                                                      | a TC without a word of the issuer |
        | 35  | unable to go online                                        | nothing                                                      | a TC where nobody can be asked    |

  @needs-card @needs-contact @needs-dda @needs-funds-on-chip @needs-offline-pin @needs-scripts
  Rule: commands of the transaction itself are said

    @TC-C-003 @C-01 @shows
    Scenario Outline: <row> with <command> in the transaction the CVR says "<bit>"
      Given a prepaid card that holds 50.00 EUR
      And the terminal has sent "<command>"
      When the terminal asks for "<cryptogram>"
      Then the CVR says "<bit>"

      Examples:
        | row | bit                                                                  | command                             | cryptogram                       |
        | 01  | offline DDA performed                                                | INTERNAL AUTHENTICATE               | a TC                             |
        | 02  | offline PIN verification performed                                   | VERIFY                              | a TC                             |
        | 03  | offline PIN verification performed                                   | VERIFY of a wrong PIN               | a TC                             |
        | 04  | offline PIN verification performed and PIN not successfully verified | VERIFY of a wrong PIN               | a TC                             |
        | 05  | script commands processed: 1                                         | PIN CHANGE/UNBLOCK                  | a TC after the issuer's approval |
        | 06  | issuer script processing failed                                      | PIN CHANGE/UNBLOCK with a wrong MAC | a TC after the issuer's approval |

    @TC-C-004 @C-01 @refuses
    Scenario Outline: <row> with <command> in the transaction the CVR does not say "<bit>"
      Given a prepaid card that holds 50.00 EUR
      And the terminal has sent "<command>"
      When the terminal asks for "<cryptogram>"
      Then the CVR does not say "<bit>"

      Examples:
        | row | bit                                                                  | command                             | cryptogram                       |
        | 01  | offline DDA performed                                                | GET DATA                            | a TC                             |
        | 02  | offline DDA performed                                                | VERIFY                              | a TC                             |
        | 03  | offline PIN verification performed                                   | GET DATA                            | a TC                             |
        | 04  | offline PIN verification performed                                   | GET CHALLENGE                       | a TC                             |
        | 05  | offline PIN verification performed and PIN not successfully verified | VERIFY                              | a TC                             |
        | 06  | script commands processed: 1                                         | PIN CHANGE/UNBLOCK with a wrong MAC | a TC after the issuer's approval |
        | 07  | issuer script processing failed                                      | PIN CHANGE/UNBLOCK                  | a TC after the issuer's approval |

  @needs-card @needs-contact @needs-funds-on-account
  Rule: a limit is said when it is exceeded, and not when it is reached

    @TC-C-005 @C-01 @shows
    Scenario Outline: <row> the payment after <paid> of <amount> is over: "<bit>"
      Given a card on account with limits of 3 and 5 payments offline, of 10.00 EUR and 30.00 EUR
      And the card has paid <amount> <paid> times offline
      When the terminal asks for "a TC" over <amount>
      Then the CVR says "<bit>"

      Examples:
        | row | bit                                            | paid | amount    |
        | 01  | lower offline transaction count limit exceeded | 3    | 0.01 EUR  |
        | 02  | upper offline transaction count limit exceeded | 5    | 0.01 EUR  |
        | 03  | lower cumulative offline amount limit exceeded | 1    | 5.01 EUR  |
        | 04  | lower cumulative offline amount limit exceeded | 0    | 10.01 EUR |
        | 05  | upper cumulative offline amount limit exceeded | 1    | 15.01 EUR |
        | 06  | upper cumulative offline amount limit exceeded | 0    | 30.01 EUR |

    @TC-C-006 @C-01 @refuses
    Scenario Outline: <row> the payment after <paid> of <amount> is not over: "<bit>"
      Given a card on account with limits of 3 and 5 payments offline, of 10.00 EUR and 30.00 EUR
      And the card has paid <amount> <paid> times offline
      When the terminal asks for "a TC" over <amount>
      Then the CVR does not say "<bit>"

      Examples:
        | row | bit                                            | paid | amount    |
        | 01  | lower offline transaction count limit exceeded | 2    | 0.01 EUR  |
        | 02  | upper offline transaction count limit exceeded | 4    | 0.01 EUR  |
        | 03  | lower cumulative offline amount limit exceeded | 1    | 5.00 EUR  |
        | 04  | lower cumulative offline amount limit exceeded | 0    | 10.00 EUR |
        | 05  | upper cumulative offline amount limit exceeded | 1    | 15.00 EUR |
        | 06  | upper cumulative offline amount limit exceeded | 0    | 30.00 EUR |

  @needs-contactless @needs-phone @needs-wire
  Rule: a phone says when it wants its owner, and when its owner was there

    @TC-C-007 @C-01 @pcsc @shows
    Scenario: a phone over its lost-or-stolen limits says so
      Given a phone that holds 100.00 EUR and pays 3 times before it asks for its owner
      And the phone has paid 11.00 EUR 3 times
      When the terminal asks for "a TC" over 11.00 EUR
      Then the CVR says "issuer-discretionary: lost-or-stolen limit exceeded"

    # The amount is over its limit, and the number is not: this phone wants both.
    @TC-C-008 @C-01 @pcsc @refuses
    Scenario: a phone at its lost-or-stolen limits does not say that they are exceeded
      Given a phone that holds 100.00 EUR and pays 3 times before it asks for its owner
      And the phone has paid 11.00 EUR 2 times
      When the terminal asks for "a TC" over 11.00 EUR
      Then the CVR does not say "issuer-discretionary: lost-or-stolen limit exceeded"

    @TC-C-009 @C-01 @shows
    Scenario: a phone whose owner entered the passcode says that the tap was armed
      Given a phone that holds 100.00 EUR and pays 3 times before it asks for its owner
      And the phone has paid 11.00 EUR 3 times
      And the phone asks for the passcode for 11.00 EUR
      And the cardholder has entered the passcode
      When the terminal asks for "a TC" over 11.00 EUR
      Then the CVR says "issuer-discretionary: a cardholder verification armed this transaction"

    # It was armed for less than is asked for now.
    @TC-C-010 @C-01 @refuses
    Scenario: a phone that was armed for another amount does not say that the tap was armed
      Given a phone that holds 100.00 EUR and pays 3 times before it asks for its owner
      And the phone has paid 11.00 EUR 3 times
      And the phone asks for the passcode for 11.00 EUR
      And the cardholder has entered the passcode
      When the terminal asks for "a TC" over 11.01 EUR
      Then the CVR does not say "issuer-discretionary: a cardholder verification armed this transaction"
