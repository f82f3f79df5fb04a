package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The oracle against published values: what the card is compared with is itself compared. */
class HostCryptoTest {
    /** EMV Issuer and Application Security Guidelines, Annex A.3. */
    @Test
    void cryptogramOfTheWorkedExample() {
        byte[] session = HostCrypto.sessionKey(hex("08DF34253220A720EFF2C1343852E63D"), hex("3456"));
        assertThat(hex(session)).isEqualTo("182025BA4FAB32F5A63A1BA5E6845D4E");
        String input = "0000000100000000000010000840000000108008409807040011111111580034560FA500A038000000000000"
                + "00000000000F010000000000000000000000000000";
        assertThat(hex(HostCrypto.retailMac(session, hex(input)))).isEqualTo("C20039270FE384D5");
    }

    /** The same, response. */
    @Test
    void responseCryptogramOfTheWorkedExample() {
        byte[] session = hex("182025BA4FAB32F5A63A1BA5E6845D4E");
        assertThat(hex(HostCrypto.arpc(session, hex("C20039270FE384D5"), hex("00820000"))))
                .isEqualTo("90EF477F");
    }

    /** GlobalPlatformPro 26.02.11 against a card, 22 November 2026. */
    @Test
    void secureChannelOfAnIndependentClient() {
        byte[] kmc = hex("404142434445464748494A4B4C4D4E4F");
        byte[] keyData = hex("00005413338A1B2C3D4E");
        Scp02Host host = new Scp02Host(
                HostCrypto.cpsKey(kmc, keyData, 1),
                HostCrypto.cpsKey(kmc, keyData, 2),
                HostCrypto.cpsKey(kmc, keyData, 3),
                hex("AD08178FF77621CD"),
                hex("00005413338A1B2C3D4E0102000711223344556678994693C00BA3ED"),
                0x15);
        assertThat(hex(host.cardCryptogram)).isEqualTo("78994693C00BA3ED");
        assertThat(hex(host.dek)).isEqualTo("78DEB0238B0442BDF87C882BE7F75961");
        assertThat(hex(host.externalAuthenticate(1))).isEqualTo("8482010010601599A684FEC2693D1CC65772DE22E1");
        assertThat(hex(host.wrap(hex("80E620000D000007F0000000011010000000"))))
                .isEqualTo("84E6200015000007F0000000011010000000A81F807B56FDE70F");
        assertThat(hex(host.wrap(hex("80E2000018010115701357115413339000006165D49122010000000000"))))
                .isEqualTo("84E2000020010115701357115413339000006165D49122010000000000813EBB280133E6D7");
    }
}
