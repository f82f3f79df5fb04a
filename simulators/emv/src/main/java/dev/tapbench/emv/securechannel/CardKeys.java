package dev.tapbench.emv.securechannel;

import dev.tapbench.ports.hsm.KeyLabel;

/**
 * What a chip's maker put into it: three card keys in a module, and what names them.
 *
 * @param enc card key ENC
 * @param mac card key MAC
 * @param dek card key DEK
 * @param keyData 10 bytes
 * @param keyVersion 01 to 7F
 */
public record CardKeys(KeyLabel enc, KeyLabel mac, KeyLabel dek, KeyData keyData, int keyVersion) {}
