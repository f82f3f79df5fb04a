package dev.tapbench.parties.messages;

/**
 * A message of a personalization session. Its sender counts its messages to one receiver within a session from 1; an answer
 * carries the number of the message it answers. A receiver answers a repeat (same session, same number) as it did the first
 * time and does nothing again.
 */
public interface SessionMessage {
    /** Names the personalization session; made by the personalization device. */
    String session();

    /** Position among the sender's messages of this session, from 1. */
    int number();
}
