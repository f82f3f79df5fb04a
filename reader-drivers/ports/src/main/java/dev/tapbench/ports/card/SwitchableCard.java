package dev.tapbench.ports.card;

/** A chip whose power the bench can take away between two links: a phone's secure element, whose phone is switched off. */
public interface SwitchableCard extends Card {
    /**
     * Takes the power away. The next link powers the chip up again, with nothing left in its volatile memory.
     *
     * @throws dev.tapbench.ports.DeviceException when the chip is still at a reader
     */
    void switchOff();
}
