@needs-card @needs-contact @needs-funds-on-chip @needs-keys @needs-personalization
Feature: A card is personalized in the market

  A consumer stands at a personalization device in a shop. The service provider who runs it, the trusted service provider
  (TSP), MOTAPS and the issuer make a blank card into a payment card there, without any of them seeing more than it needs.

  Rule: the whole chain makes a card that pays, and only the card's own proof closes it

    @TC-P-001 @P-07 @P-08 @P-09 @P-10 @pcsc @shows
    Scenario: a consumer's request reaches the issuer, and the card names its personalization key
      Given a blank card in the personalization device
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device dispenses the card
      And the issuer has issued the account
      And the card holds 20.00 EUR

    # An acknowledged last command is no proof: the card has to make a cryptogram with its new key. The last line would hold for
    # a card that was never personalized only if the line before it did not.
    @TC-P-002 @P-11 @P-12 @P-13 @pcsc @shows
    Scenario: the card is loaded under session keys of the HSM and proves its new keys
      Given a blank card in the personalization device
      When the consumer asks the personalization device for a prepaid card with 75.50 EUR
      Then the personalization device dispenses the card
      And the card holds 75.50 EUR
      And the card cannot be personalized again

    @TC-P-006 @P-01 @P-02 @P-03 @P-04 @pcsc @shows
    Scenario: MOTAPS prepares what the issuer has ordered, and the TSP's security module turns it into this card's data
      Given a blank card in the personalization device
      When the consumer asks the personalization device for a prepaid card with 150.00 EUR
      Then the personalization device dispenses the card
      And the issuer has issued the account
      And the card holds 150.00 EUR

    @TC-P-007 @P-05 @P-06 @pcsc @shows
    Scenario: everything between the personalization device and the TSP passes through the service provider
      Given a blank card in the personalization device
      When the consumer asks the personalization device for a prepaid card with 0.00 EUR
      Then the personalization device dispenses the card
      And the card holds 0.00 EUR

  Rule: each party does its own part, and nothing without the others' word

    # Word by word the request that MOTAPS answered a minute ago. Whoever got the data twice could make the card twice; that it is
    # enciphered for the TSP is no protection against the TSP's own people.
    @TC-P-008 @P-01 @pcsc @refuses
    Scenario: the data of a finished card is given out no more
      Given a blank card in the personalization device
      And the consumer has asked the personalization device for a prepaid card with 20.00 EUR
      When somebody asks MOTAPS for the data of the card once more
      Then MOTAPS hands out nothing

    # The data is whole and well made, for another consumer: only its session says so. That the card can still be personalized tells
    # that none of it was loaded; the issuer's check of the card's proof would come too late for the consumer whose data it is.
    @TC-P-009 @P-02 @pcsc @refuses
    Scenario: data that was prepared for another card is not sent out
      Given a blank card in the personalization device
      And MOTAPS' answer is exchanged for another's on its way
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
      And the TSP has sent out no personalization data
      And the card can still be personalized

    # The chip was made under the key that the TSP's security module has, and only says that it was not: a TSP that used the key it
    # has, whatever the chip names, would make a card that works.
    @TC-P-010 @P-03 @P-09 @pcsc @refuses
    Scenario: a card that names a key which the security module does not hold gets no data
      Given a blank card that names another issuer's personalization key in the personalization device
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
      And the TSP has sent out no personalization data
      And the card can still be personalized

    @TC-P-011 @P-04 @pcsc @refuses
    Scenario: the issuer approves nothing that MOTAPS does not prepare
      Given a blank card in the personalization device
      And the issuer's order to MOTAPS is lost on its way
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
      And the card can still be personalized
      And the issuer has not issued the account

    # One bit in the middle of a record. Its secure channel tells the card; nothing else would before the first payment.
    @TC-P-012 @P-05 @P-12 @pcsc @refuses
    Scenario: data that was changed between the TSP and the card is not taken
      Given a blank card in the personalization device
      And the data for the card is changed on its way
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
      And the card can still be personalized
      And the issuer has not issued the account

    # The card is whole, and the last that the personalization device heard was no refusal.
    @TC-P-013 @P-06 @P-13 @pcsc @refuses
    Scenario: a card whose proof does not arrive is not given out
      Given a blank card in the personalization device
      And the card's proof is lost on its way
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
      And the issuer has not issued the account

    # The card is whole and its proof is one of this card; only the issuer can tell that it is over something else.
    @TC-P-020 @P-13 @refuses
    Scenario: a card whose proof was changed is not given out
      Given a blank card in the personalization device
      And the card's proof is changed on its way
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
      And the issuer has not issued the account

    # A TSP that served the repeat would have the issuer open a second account, or would end in disorder.
    @TC-P-014 @P-07 @pcsc @refuses
    Scenario: a request that arrives twice is served once
      Given a blank card in the personalization device
      And each message to the TSP is doubled on its way
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device dispenses the card
      And the issuer has issued the account
      And the card holds 20.00 EUR

    @TC-P-015 @P-08 @pcsc @refuses
    Scenario: what the issuer does not approve is not personalized
      Given a blank card in the personalization device
      When the consumer asks the personalization device for a prepaid card with 99999.99 EUR
      Then the personalization device rejects the card
      And the card can still be personalized

    # The data would be protected by keys that no chip has. A TSP that did not check the card's cryptogram would send it all the same.
    @TC-P-016 @P-10 @pcsc @refuses
    Scenario: a card whose word was changed on its way gets no data
      Given a blank card in the personalization device
      And what the card says of itself is changed on its way
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
      And the TSP has sent out no personalization data
      And the issuer has not issued the account

  Rule: a card that is not wholly and provably personalized never pays

    # The card would be rejected for any refusal; that nothing was sent to it tells that the TSP looked before.
    @TC-P-003 @P-11 @pcsc @refuses
    Scenario: a card made under another personalization key gets no data
      Given a blank card made under another personalization key in the personalization device
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
      And the TSP has sent out no personalization data
      And the card cannot pay
      And the issuer has not issued the account

    @TC-P-004 @P-12 @P-13 @refuses
    Scenario: a card pulled out before its last data is rejected
      Given a blank card in the personalization device
      And the card will be pulled out before its last personalization data
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
      And the card cannot pay
      And the issuer has not issued the account

    # Both sessions are the card's, and each has keys of its own: the tag tells that.
    @TC-P-005 @P-11 @P-12 @P-13 @shows
    Scenario: a card that was pulled out can be personalized again
      Given a blank card in the personalization device
      And the card was pulled out before its last personalization data
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device dispenses the card
      And the card holds 20.00 EUR

    @TC-P-021 @P-11 @P-12 @P-13 @needs-scp03 @shows
    Scenario: a card with AES keys that was pulled out can be personalized again
      Given a blank card with AES keys in the personalization device
      And the card was pulled out before its last personalization data
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device dispenses the card
      And the card holds 20.00 EUR

    # As with the older keys: one bit in the middle of a record, of which the card's secure channel tells.
    @TC-P-022 @P-05 @P-12 @needs-scp03 @refuses
    Scenario: data that was changed on its way to a card with AES keys is not taken
      Given a blank card with AES keys in the personalization device
      And the data for the card is changed on its way
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
      And the card can still be personalized
      And the issuer has not issued the account

    # The card takes its data, and would prove it: but whoever stands between says that it did, and has no key to say it as the card.
    # Where the card's answers carry no MAC, as with the older keys, only the proof in the end could tell.
    @TC-P-023 @P-13 @needs-scp03 @refuses
    Scenario: nobody else can say that a card with AES keys has taken its data
      Given a blank card with AES keys in the personalization device
      And what the card answers is made up on its way
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
      And the issuer has not issued the account
