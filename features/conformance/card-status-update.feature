@needs-card @needs-ccd @needs-contact @needs-keys
Feature: The card obeys each bit of its issuer's card status update, and nobody else's

  Each bit of the CSU (EMV Book 3, C10) has a row in which the issuer sets it, one in which the issuer does not, and one in which
  somebody sets it who has no key. Bits are called as in the dictionary of the tools; a test counts them.

  @needs-funds-on-chip
  Rule: what the issuer orders is done

    @TC-C-070 @C-02 @needs-offline-pin @shows
    Scenario Outline: <row> "<bit>" is obeyed: the card <effect>
      Given a prepaid card that holds 50.00 EUR
      When the issuer answers an online payment with the CSU "<csu>"
      Then the card then "<effect>"

      Examples:
        | row | bit                                | csu                                                                            | effect                            |
        | 01  | issuer approves online transaction | issuer approves online transaction                                             | certifies the payment             |
        | 02  | card block                         | card block                                                                     | cannot be selected                |
        | 03  | card block                         | issuer approves online transaction, card block                                 | declines the payment              |
        | 04  | application block                  | application block                                                              | is selected as blocked            |
        | 05  | application block                  | issuer approves online transaction, application block                          | declines the payment              |
        | 06  | update PIN try counter             | issuer approves online transaction, update PIN try counter, PIN try counter 1  | has one PIN try left              |
        | 07  | PIN try counter                    | issuer approves online transaction, update PIN try counter, PIN try counter 1  | has one PIN try left              |
        | 08  | PIN try counter                    | issuer approves online transaction, update PIN try counter, PIN try counter 0  | takes no PIN any more             |
        | 09  | PIN try counter                    | issuer approves online transaction, update PIN try counter, PIN try counter 15 | has all its PIN tries left        |
        | 10  | update PIN try counter             | update PIN try counter, PIN try counter 1                                      | has one PIN try left              |
        | 11  | set go online on next transaction  | issuer approves online transaction, set go online on next transaction          | asks for the issuer the next time |
        | 12  | set go online on next transaction  | set go online on next transaction                                              | was told to go online             |

    # The certificate in the row below shows that nothing else was wrong with them.
    @TC-C-071 @C-02 @pcsc @refuses
    Scenario Outline: <row> "<bit>" covers data that were changed: the card <effect>
      Given a prepaid card that holds 50.00 EUR
      When the issuer answers an online payment with the CSU "<csu>", and somebody changes the proprietary data behind it
      Then the card then "<effect>"

      Examples:
        | row | bit                                      | csu                                                                          | effect               |
        | 01  | proprietary authentication data included | issuer approves online transaction, proprietary authentication data included | declines the payment |

  @needs-funds-on-chip
  Rule: what the issuer does not order is not done

    @TC-C-072 @C-02 @needs-offline-pin @shows
    Scenario Outline: <row> without "<bit>" the card <effect>
      Given a prepaid card that holds 50.00 EUR
      When the issuer answers an online payment with the CSU "<csu>"
      Then the card then "<effect>"

      Examples:
        | row | bit                                | csu                                                   | effect                     |
        | 01  | issuer approves online transaction | do not update offline counters                        | declines the payment       |
        | 02  | issuer approves online transaction | set go online on next transaction                     | declines the payment       |
        | 03  | card block                         | issuer approves online transaction                    | can be selected            |
        | 04  | card block                         | application block                                     | is selected as blocked     |
        | 05  | card block                         | issuer approves online transaction                    | certifies the payment      |
        | 06  | application block                  | issuer approves online transaction                    | can be selected            |
        | 07  | application block                  | card block                                            | cannot be selected         |
        | 08  | application block                  | issuer approves online transaction                    | certifies the payment      |
        | 09  | update PIN try counter             | issuer approves online transaction, PIN try counter 1 | has all its PIN tries left |
        | 10  | PIN try counter                    | issuer approves online transaction                    | has all its PIN tries left |
        | 11  | set go online on next transaction  | issuer approves online transaction                    | pays the next time alone   |
        | 12  | set go online on next transaction  | issuer approves online transaction                    | was not told to go online  |

    @TC-C-073 @C-02 @pcsc @shows
    Scenario Outline: <row> without "<bit>" the card <effect>
      Given a prepaid card that holds 50.00 EUR
      When the issuer answers an online payment with the CSU "<csu>", and somebody changes the proprietary data behind it
      Then the card then "<effect>"

      Examples:
        | row | bit                                      | csu                                | effect                |
        | 01  | proprietary authentication data included | issuer approves online transaction | certifies the payment |

  Rule: what somebody else orders is not done

    # Amount, currency and type are right and the issuer has answered: only its words are not its own.
    @TC-C-074 @C-02 @needs-funds-on-chip @needs-offline-pin @refuses
    Scenario Outline: <row> a forged "<bit>" is not obeyed: the card <effect>
      Given a prepaid card that holds 50.00 EUR
      When somebody writes the CSU "<csu>" into the issuer's answer
      Then the card then "<effect>"

      Examples:
        | row | bit                                | csu                                                                   | effect                     |
        | 01  | issuer approves online transaction | issuer approves online transaction                                    | declines the payment       |
        | 02  | card block                         | card block                                                            | can be selected            |
        | 03  | application block                  | application block                                                     | can be selected            |
        | 04  | update PIN try counter             | update PIN try counter, PIN try counter 1                             | has all its PIN tries left |
        | 05  | PIN try counter                    | update PIN try counter, PIN try counter 0                             | has all its PIN tries left |
        | 06  | set go online on next transaction  | issuer approves online transaction, set go online on next transaction | was not told to go online  |

  @needs-funds-on-account
  Rule: the counters of a card on account are the issuer's

    @TC-C-075 @C-02 @shows
    Scenario Outline: <row> "<bit>" leaves <count> payments and <amount>
      Given a card on account with limits of 3 and 5 payments offline, of 10.00 EUR and 30.00 EUR
      And the card has paid 5.00 EUR 1 times offline
      When the issuer answers an online payment with the CSU "<csu>"
      Then the spending counters stand at <count> payments and <amount>

      Examples:
        | row | bit                                          | csu                                                                                                                   | count | amount    |
        | 01  | do not update offline counters               | issuer approves online transaction, do not update offline counters                                                    | 1     | 5.00 EUR  |
        | 02  | set offline counters to upper offline limits | issuer approves online transaction, set offline counters to upper offline limits                                      | 5     | 30.00 EUR |
        | 03  | set offline counters to upper offline limits | set offline counters to upper offline limits                                                                          | 5     | 30.00 EUR |
        | 04  | reset offline counters to zero               | issuer approves online transaction, reset offline counters to zero                                                    | 0     | 0.00 EUR  |
        | 05  | reset offline counters to zero               | reset offline counters to zero                                                                                        | 0     | 0.00 EUR  |
        | 06  | add transaction to offline counters          | issuer approves online transaction, add transaction to offline counters                                               | 2     | 6.00 EUR  |
        | 07  | CSU created by proxy for the issuer          | issuer approves online transaction, CSU created by proxy for the issuer, reset offline counters to zero               | 1     | 5.00 EUR  |
        | 08  | CSU created by proxy for the issuer          | issuer approves online transaction, CSU created by proxy for the issuer, set offline counters to upper offline limits | 1     | 5.00 EUR  |

    @TC-C-076 @C-02 @shows
    Scenario Outline: <row> without "<bit>" there are <count> payments and <amount>
      Given a card on account with limits of 3 and 5 payments offline, of 10.00 EUR and 30.00 EUR
      And the card has paid 5.00 EUR 1 times offline
      When the issuer answers an online payment with the CSU "<csu>"
      Then the spending counters stand at <count> payments and <amount>

      Examples:
        | row | bit                                          | csu                                                                              | count | amount    |
        | 01  | do not update offline counters               | issuer approves online transaction, reset offline counters to zero               | 0     | 0.00 EUR  |
        | 02  | set offline counters to upper offline limits | issuer approves online transaction, do not update offline counters               | 1     | 5.00 EUR  |
        | 03  | reset offline counters to zero               | issuer approves online transaction, do not update offline counters               | 1     | 5.00 EUR  |
        | 04  | add transaction to offline counters          | issuer approves online transaction, do not update offline counters               | 1     | 5.00 EUR  |
        | 05  | CSU created by proxy for the issuer          | issuer approves online transaction, reset offline counters to zero               | 0     | 0.00 EUR  |
        | 06  | CSU created by proxy for the issuer          | issuer approves online transaction, set offline counters to upper offline limits | 5     | 30.00 EUR |

    @TC-C-077 @C-02 @refuses
    Scenario Outline: <row> a forged "<bit>" leaves <count> payments and <amount>
      Given a card on account with limits of 3 and 5 payments offline, of 10.00 EUR and 30.00 EUR
      And the card has paid 5.00 EUR 1 times offline
      When somebody writes the CSU "<csu>" into the issuer's answer
      Then the spending counters stand at <count> payments and <amount>

      Examples:
        | row | bit                                          | csu                                                                                                     | count | amount   |
        | 01  | set offline counters to upper offline limits | issuer approves online transaction, set offline counters to upper offline limits                        | 1     | 5.00 EUR |
        | 02  | reset offline counters to zero               | issuer approves online transaction, reset offline counters to zero                                      | 1     | 5.00 EUR |
        | 03  | add transaction to offline counters          | issuer approves online transaction, add transaction to offline counters                                 | 1     | 5.00 EUR |
        | 04  | CSU created by proxy for the issuer          | issuer approves online transaction, CSU created by proxy for the issuer, reset offline counters to zero | 1     | 5.00 EUR |

    @TC-C-078 @C-02 @refuses
    Scenario Outline: <row> "<bit>" adds nothing that is declined
      Given a card on account with limits of 3 and 5 payments offline, of 10.00 EUR and 30.00 EUR
      And the card has paid 5.00 EUR 1 times offline
      When the issuer answers an online payment with the CSU "<csu>"
      Then the spending counters stand at <count> payments and <amount>

      Examples:
        | row | bit                                 | csu                                 | count | amount   |
        | 01  | add transaction to offline counters | add transaction to offline counters | 1     | 5.00 EUR |

  Rule: what is on a prepaid card is its holder's

    # To zero goes the number of payments: an issuer that could set back the amount would make money.
    @TC-C-079 @C-02 @needs-funds-on-chip @shows
    Scenario Outline: <row> "<bit>" leaves <count> payments, and <amount> spent
      Given a prepaid card that holds 50.00 EUR
      And the card has paid 5.00 EUR 1 times offline
      When the issuer answers an online payment with the CSU "<csu>"
      Then the spending counters stand at <count> payments and <amount>

      Examples:
        | row | bit                                 | csu                                                                     | count | amount   |
        | 01  | do not update offline counters      | issuer approves online transaction, do not update offline counters      | 1     | 5.00 EUR |
        | 02  | reset offline counters to zero      | issuer approves online transaction, reset offline counters to zero      | 0     | 5.00 EUR |
        | 03  | add transaction to offline counters | issuer approves online transaction, add transaction to offline counters | 2     | 6.00 EUR |
