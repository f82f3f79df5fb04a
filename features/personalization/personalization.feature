Feature: A card is personalized in the market

  A consumer stands at a personalization device in a shop. The service provider who runs it, the trusted service provider
  (TSP), MOTAPS and the issuer make a blank card into a payment card there, without any of them seeing more than it needs.

  Rule: the whole chain makes a card that pays, and only the card's own proof closes it

    @TC-P-001 @P-07 @P-08 @P-09 @P-10 @shows
    Scenario: a consumer's request reaches the issuer, and the card names its personalization key
      Given a blank card in the personalization device
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device dispenses the card
      And the issuer has issued the account
      And the card holds 20.00 EUR

    # An acknowledged last command is no proof: the card has to make a cryptogram with its new key. The last line would hold for
    # a card that was never personalized only if the line before it did not.
    @TC-P-002 @P-11 @P-12 @P-13 @shows
    Scenario: the card is loaded under session keys of the HSM and proves its new keys
      Given a blank card in the personalization device
      When the consumer asks the personalization device for a prepaid card with 75.50 EUR
      Then the personalization device dispenses the card
      And the card holds 75.50 EUR
      And the card cannot be personalized again

  Rule: a card that is not wholly and provably personalized never pays

    # The card would be rejected for any refusal; the predicate of P-11 asks that no secret was sent to it before that.
    @TC-P-003 @P-11 @refuses
    Scenario: a card made under another personalization key gets no data
      Given a blank card made under another personalization key in the personalization device
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device rejects the card
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

    @TC-P-005 @P-12 @P-13 @shows
    Scenario: a card that was pulled out can be personalized again
      Given a blank card in the personalization device
      And the card was pulled out before its last personalization data
      When the consumer asks the personalization device for a prepaid card with 20.00 EUR
      Then the personalization device dispenses the card
      And the card holds 20.00 EUR
