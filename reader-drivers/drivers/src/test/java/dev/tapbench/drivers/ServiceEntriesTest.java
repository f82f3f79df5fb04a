package dev.tapbench.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.card.PinEntryDriver;
import dev.tapbench.ports.card.PresenterDriver;
import dev.tapbench.ports.card.ReaderDriver;
import dev.tapbench.ports.hsm.HsmDriver;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServiceEntriesTest {
    @Test
    void eachDriverIsFoundByItsScheme() {
        assertThat(ServiceLoader.load(ReaderDriver.class))
                .extracting(ReaderDriver::scheme)
                .containsExactlyInAnyOrder("jcardsim", "pcsc", "replay");
        assertThat(ServiceLoader.load(HsmDriver.class))
                .extracting(HsmDriver::scheme)
                .containsExactlyInAnyOrder("embedded", "pkcs11");
        assertThat(ServiceLoader.load(PresenterDriver.class))
                .extracting(PresenterDriver::scheme)
                .containsExactlyInAnyOrder("person", "program", "vpcd");
        assertThat(ServiceLoader.load(PinEntryDriver.class))
                .extracting(PinEntryDriver::scheme)
                .containsExactlyInAnyOrder("person", "program");
    }
}
