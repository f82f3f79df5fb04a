@needs-ccd @needs-cda @needs-contactless @needs-cvm-reset @needs-keys @needs-phone @needs-verification-on-device @needs-wire
Feature: A phone knows its owner in more ways than one, and waits for nobody else

  A finger on the sensor, a pattern, the passcode: what proves the owner is verified in the secure element, whichever way it comes. What
  it arms is one payment of one owner: time, a locked screen, a new start or an empty battery take it back.

  Background:
    Given a modern phone that holds 100.00 EUR and pays 3 times before it asks for its owner
    And the phone has paid 10.00 EUR 3 times

  Rule: the sensor proves to the applet that it saw the owner now; nobody else can say so

    @TC-R-040 @R-08 @R-09 @R-10 @shows
    Scenario: a finger resets the lost-or-stolen counters
      Given the phone asks for a finger for 10.00 EUR
      When the cardholder shows a finger
      Then the phone asks for a second tap
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR
      And the spending counters stand at 3 payments and 30.00 EUR

    # The sensor knows nobody and so proves nothing: the applet is not even asked.
    @TC-R-041 @R-07 @refuses
    Scenario: a stranger's finger opens nothing
      Given the phone asks for a finger for 10.00 EUR
      When the cardholder shows a stranger's finger
      Then the phone does not know the finger
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

    # The applet has asked for its owner, and the application asks for a challenge as the phone does: only the proof is missing.
    @TC-R-042 @R-10 @refuses
    Scenario: an application that speaks for the sensor resets nothing
      Given the phone asks for a finger for 10.00 EUR
      When a strange application on the phone makes up what the sensor says
      Then the lost-or-stolen counters stand at 3 payments and 30.00 EUR

    # The proof was right, once. Were the applet's challenge the same again, it would be right for ever.
    @TC-R-043 @R-10 @refuses
    Scenario: what the sensor said once serves nobody again
      Given the phone asks for a finger for 10.00 EUR
      And the cardholder has shown a finger
      And the phone has paid 10.00 EUR 4 times
      And the phone asks for a finger for 10.00 EUR
      When a strange application on the phone repeats what the sensor says
      Then the lost-or-stolen counters stand at 3 payments and 30.00 EUR

  Rule: a pattern has tries of its own, and a passcode opens what it closed

    @TC-R-044 @R-09 @R-10 @shows
    Scenario: the right pattern resets the lost-or-stolen counters
      Given the phone asks for a finger for 10.00 EUR
      When the cardholder draws the pattern
      Then the phone asks for a second tap
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

    # The last entry is the right one: a phone that did not count would take it. This one offers another way in its place.
    @TC-R-045 @R-09 @R-10 @refuses
    Scenario: after too many wrong patterns the right one is too late
      Given the phone asks for a finger for 10.00 EUR
      And the cardholder has drawn wrong patterns until no try is left
      When the cardholder draws the pattern
      Then the phone asks for a finger
      And the lost-or-stolen counters stand at 3 payments and 30.00 EUR

    @TC-R-046 @R-09 @R-11 @shows
    Scenario: the passcode pays where no pattern is taken any more
      Given the phone asks for a finger for 10.00 EUR
      And the cardholder has drawn wrong patterns until no try is left
      And the cardholder has entered the passcode
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal approves the payment
      And the phone holds 60.00 EUR
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

    # Nobody can be verified any more: the issuer has to open the phone again.
    @TC-R-047 @R-07 @refuses
    Scenario: a phone whose tries are spent pays nothing over its limits
      Given a phone that holds 100.00 EUR and pays 3 times before it asks for its owner
      And the phone has paid 10.00 EUR 3 times
      And the phone asks for the passcode for 10.00 EUR
      And the cardholder has entered wrong passcodes until no try is left
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal says "see phone"
      And the phone says that no try is left
      And the phone still holds 70.00 EUR

  Rule: one payment is armed, for a while, and for nobody else

    # A phone that still was armed would pay as well, for its limits began anew; but it would not count the payment.
    @TC-R-048 @R-09 @shows
    Scenario: the second tap comes too late
      Given the phone asks for a finger for 10.00 EUR
      And the cardholder has shown a finger
      And 60 seconds have passed
      When the cardholder taps the phone to pay 10.00 EUR
      Then the lost-or-stolen counters stand at 1 payments and 10.00 EUR

    @TC-R-057 @R-09 @shows
    Scenario: the phone says when the time for the second tap is over
      Given the phone asks for a finger for 10.00 EUR
      And the cardholder has shown a finger
      When 60 seconds pass
      Then the phone waits for no second tap any more

    @TC-R-049 @R-09 @R-11 @shows
    Scenario: the second tap comes in time
      Given the phone asks for a finger for 10.00 EUR
      And the cardholder has shown a finger
      And 59 seconds have passed
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal approves the payment
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

    @TC-R-050 @R-09 @shows
    Scenario: a locked phone has nothing armed
      Given the phone asks for a finger for 10.00 EUR
      And the cardholder has shown a finger
      And the phone has locked its screen
      When the cardholder taps the phone to pay 10.00 EUR
      Then the lost-or-stolen counters stand at 1 payments and 10.00 EUR

    # The secure element keeps its power while the phone starts: by itself it would forget nothing.
    @TC-R-051 @R-09 @shows
    Scenario: a phone that starts anew has nothing armed
      Given the phone asks for a finger for 10.00 EUR
      And the cardholder has shown a finger
      And the phone has started anew
      When the cardholder taps the phone to pay 10.00 EUR
      Then the lost-or-stolen counters stand at 1 payments and 10.00 EUR

    # The memory of who was verified is not lost with the selection of the application, only with the power.
    @TC-R-052 @R-09 @R-11 @shows
    Scenario: another application on the chip takes nothing back
      Given the phone asks for a finger for 10.00 EUR
      And the cardholder has shown a finger
      And a strange application on the phone has used another application of the chip
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal approves the payment
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

    # Two readers in quick succession: the first takes what was armed, and the second is counted like any other.
    @TC-R-053 @R-09 @R-11 @shows
    Scenario: a finger pays once
      Given the phone asks for a finger for 10.00 EUR
      And the cardholder has shown a finger
      And the phone has paid 10.00 EUR 1 times
      When the cardholder taps the phone to pay 10.00 EUR
      Then the phone holds 50.00 EUR
      And the lost-or-stolen counters stand at 1 payments and 10.00 EUR

  Rule: an empty battery asks nobody, so it pays only what needs nobody

    @TC-R-054 @R-09 @shows
    Scenario: an empty battery leaves nothing armed
      Given the phone asks for a finger for 10.00 EUR
      And the cardholder has shown a finger
      And the phone has run out of battery
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal approves the payment
      And the lost-or-stolen counters stand at 1 payments and 10.00 EUR

    @TC-R-055 @R-07 @refuses
    Scenario: over the limit a phone without battery pays nothing, and can ask for nothing
      Given the phone has run out of battery
      When the cardholder taps the phone to pay 10.00 EUR
      Then the terminal says "see phone"
      And the phone asks for nothing
      And the phone still holds 70.00 EUR

    # This issuer wants nothing paid without a phone that could ask: no reader reaches the chip. Its owner was verified just before,
    # so that the limits have nothing against the payment.
    @TC-R-056 @R-09 @shows
    Scenario: a wary phone without battery pays nothing at all
      Given a wary phone that holds 100.00 EUR and pays 1 times before it asks for its owner
      And the phone has paid 10.00 EUR 1 times
      And the phone asks for the passcode for 10.00 EUR
      And the cardholder has entered the passcode
      And the phone has run out of battery
      When the cardholder taps the phone to pay 10.00 EUR
      Then the phone still holds 90.00 EUR
      And the lost-or-stolen counters stand at 0 payments and 0.00 EUR

  Rule: above an amount of the issuer's the owner is always asked

    # Neither limit is near: it is the amount alone that asks. One cent less would pay.
    @TC-R-058 @R-08 @shows
    Scenario: a large payment asks for a finger whatever was paid before
      Given a modern phone that holds 100.00 EUR and pays 9 times before it asks for its owner
      And the phone has paid 40.00 EUR 1 times
      When the cardholder taps the phone to pay 40.01 EUR
      Then the terminal says "see phone"
      And the phone asks for a finger
      And the phone still holds 60.00 EUR
