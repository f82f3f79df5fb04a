package dev.tapbench.drivers.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.ProviderException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of codes, row by row; {@link LibraryErrorsTest} gets the codes that SoftHSM can be brought to give. */
class CkrTest {
    @ParameterizedTest
    @EnumSource(Ckr.class)
    void eachCodeOfTheLibraryComesWithItsRemedyInOneLine(Ckr row) {
        CryptokiException cause = new CryptokiException("C_Encrypt", row.code());
        assertThat(cause).hasMessage("C_Encrypt: CKR_" + row.name());
        assertThat(Pkcs11Token.failure("the token cannot encrypt", cause))
                .hasMessage("the token cannot encrypt: CKR_" + row.name() + "; " + row.remedy())
                .message()
                .hasLineCount(1);
        assertThat(row.remedy()).hasSizeGreaterThan(15).doesNotEndWith(".");
    }

    /** The platform's provider wraps what the library said, and names it in words. */
    @ParameterizedTest
    @EnumSource(Ckr.class)
    void eachCodeOfThePlatformComesWithItsRemedy(Ckr row) {
        Exception cause = new ProviderException("doFinal() failed", new Exception("CKR_" + row.name()));
        assertThat(Pkcs11Token.failure("the token cannot encrypt", cause))
                .hasMessage("the token cannot encrypt: CKR_" + row.name() + "; " + row.remedy());
    }

    /** PKCS #11 2.40, pkcs11t.h: the numbers, which the platform's provider knows for itself. */
    @ParameterizedTest
    @CsvSource({
        "PIN_INCORRECT, A0",
        "PIN_LOCKED, A4",
        "USER_NOT_LOGGED_IN, 101",
        "TOKEN_NOT_PRESENT, E0",
        "TOKEN_NOT_RECOGNIZED, E1",
        "DEVICE_REMOVED, 32",
        "MECHANISM_INVALID, 70",
        "KEY_HANDLE_INVALID, 60",
        "SESSION_HANDLE_INVALID, B3",
        "TEMPLATE_INCONSISTENT, D1",
        "DATA_LEN_RANGE, 21",
        "KEY_FUNCTION_NOT_PERMITTED, 68",
        "SLOT_ID_INVALID, 3",
        "GENERAL_ERROR, 5",
        "DEVICE_ERROR, 30",
        "DEVICE_MEMORY, 31",
        "HOST_MEMORY, 2",
        "ATTRIBUTE_SENSITIVE, 11",
        "CRYPTOKI_NOT_INITIALIZED, 190"
    })
    void theNumbersAreTheStandards(Ckr row, String code) {
        assertThat(row.code()).isEqualTo(Long.parseLong(code, 16));
    }

    @Test
    void noNumberStandsTwice() {
        assertThat(Arrays.stream(Ckr.values()).map(Ckr::code)).doesNotHaveDuplicates();
    }

    @Test
    void aCodeWithoutARowIsShownAsItIs() {
        assertThat(Pkcs11Token.failure("the token cannot encrypt", new CryptokiException("C_Encrypt", 0x80000001L)))
                .hasMessage("the token cannot encrypt: CKR_0x80000001");
    }
}
