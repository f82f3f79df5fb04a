package dev.tapbench.drivers.pkcs11;

import static dev.tapbench.drivers.pkcs11.RawToken.bytes;
import static dev.tapbench.drivers.pkcs11.RawToken.first;
import static dev.tapbench.drivers.pkcs11.RawToken.hex;
import static dev.tapbench.drivers.pkcs11.RawToken.joined;
import static dev.tapbench.drivers.pkcs11.RawToken.last;
import static dev.tapbench.drivers.pkcs11.RawToken.padded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What must come out of the operations for which this project made known answers, computed on a token from the specifications. */
final class TokenAnswers {
    private static final byte[] ZERO_8 = new byte[8];
    private static final byte[] ZERO_16 = new byte[16];

    private final RawToken token;

    TokenAnswers(RawToken token) {
        this.token = token;
    }

    Map<String, Object> of(String op, JsonNode in, JsonNode expected) {
        return switch (op) {
            case "scp02.session" -> scp02(in);
            case "scp03.session" -> scp03(in, expected);
            case "script.format1" -> script(in);
            case "load.receipt" -> receipt(in);
            case "aes.icc-master-key" -> Map.of("icc_mk", hex(masterKey(in)));
            case "aes.ac" -> aesCryptogram(in);
            default -> throw new IllegalArgumentException("no independent computation of " + op + ": add one here");
        };
    }

    private static byte[] in(JsonNode in, String name) {
        return bytes(in.get(name).asString());
    }

    private static byte[] one(int value) {
        return new byte[] {(byte) value};
    }

    /** A command APDU in its parts. */
    private static final class Command {
        private final int cla;
        private final byte[] rest;
        private final byte[] data;
        private final byte[] le;

        Command(String hex) {
            byte[] all = bytes(hex);
            cla = all[0] & 0xFF;
            rest = new byte[] {all[1], all[2], all[3]};
            int length = all.length <= 5 ? 0 : all[4] & 0xFF;
            int end = length == 0 ? 4 : 5 + length;
            data = last(first(all, end), length);
            le = last(all, all.length - end);
        }

        byte[] header(int otherClass) {
            return joined(one(otherClass), rest);
        }

        String with(int otherClass, byte[] otherData) {
            return hex(header(otherClass), one(otherData.length), otherData, le);
        }
    }

    /** GlobalPlatform Card 2.3.1, annex E. */
    private Map<String, Object> scp02(JsonNode in) {
        byte[] response = in(in, "initialize_update_response");
        byte[] counter = {response[12], response[13]};
        byte[] enc = scp02Key(in, "static_enc", "0182", counter);
        byte[] mac = scp02Key(in, "static_mac", "0101", counter);
        boolean icvEnciphered = in.get("i").asString().equals("15");
        byte[] card = last(first(response, 20), 8);
        byte[] host = joined(card, in(in, "host_challenge"));
        byte[] cryptogram = last(token.des(enc, "CBC", ZERO_8, padded(host, 8)), 8);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("session_enc", hex(enc));
        out.put("session_mac", hex(mac));
        out.put("session_dek", hex(scp02Key(in, "static_dek", "0181", counter)));
        String level = in.get("security_level").asString();
        byte[] covered = joined(bytes("8482" + level + "0010"), cryptogram);
        byte[] chaining = token.retailMac(mac, ZERO_8, padded(covered, 8));
        out.put("external_authenticate_apdu", hex(covered, chaining));
        List<String> wrapped = new ArrayList<>();
        for (JsonNode plain : in.get("plain_apdus_in_order")) {
            Command command = new Command(plain.asString());
            byte[] icv = icvEnciphered ? token.des(first(mac, 8), "ECB", ZERO_8, chaining) : chaining;
            byte[] input = joined(command.header(0x84), one(command.data.length + 8), command.data);
            chaining = token.retailMac(mac, icv, padded(input, 8));
            boolean enciphered = level.equals("03") && command.data.length > 0;
            byte[] sent = enciphered ? token.des(enc, "CBC", ZERO_8, padded(command.data, 8)) : command.data;
            wrapped.add(command.with(0x84, joined(sent, chaining)));
        }
        out.put("wrapped", wrapped);
        return out;
    }

    private byte[] scp02Key(JsonNode in, String name, String constant, byte[] counter) {
        return token.des(in(in, name), "CBC", ZERO_8, joined(bytes(constant), counter, new byte[12]));
    }

    /** NIST SP 800-108 in counter mode, as GlobalPlatform Amendment D, 4.1.5 has it. */
    private byte[] kdf(byte[] key, int constant, int length, byte[] context) {
        byte[] before =
                joined(new byte[11], one(constant), one(0), new byte[] {(byte) (length / 32), (byte) (length * 8)});
        byte[] all = new byte[0];
        for (int i = 1; all.length < length; i++) {
            all = joined(all, token.cmac(key, joined(before, one(i), context)));
        }
        return first(all, length);
    }

    /** GlobalPlatform Amendment D, 6.2. */
    private Map<String, Object> scp03(JsonNode in, JsonNode expected) {
        byte[] response = in(in, "initialize_update_response");
        byte[] challenge = new Command(in.get("initialize_update_apdu").asString()).data;
        byte[] context = joined(challenge, last(first(response, 21), 8));
        byte[] staticEnc = in(in, "static_enc");
        byte[] enc = kdf(staticEnc, 4, staticEnc.length, context);
        byte[] mac = kdf(in(in, "static_mac"), 6, staticEnc.length, context);
        byte[] rmac = kdf(in(in, "static_mac"), 7, staticEnc.length, context);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("card_cryptogram", hex(kdf(mac, 0, 8, context)));
        String level = in.get("security_level").asString();
        byte[] authenticate = joined(bytes("8482" + level + "0010"), kdf(mac, 1, 8, context));
        byte[] chaining = token.cmac(mac, joined(ZERO_16, authenticate));
        out.put("external_authenticate_apdu", hex(authenticate, first(chaining, 8)));
        List<String> wrapped = new ArrayList<>();
        for (JsonNode plain : in.get("plain_apdus_in_order")) {
            Command command = new Command(plain.asString());
            byte[] counter = joined(new byte[15], one(wrapped.size() + 1));
            byte[] sent = command.data;
            if (!level.endsWith("1") && sent.length > 0) {
                sent = token.aes(enc, "CBC", token.aes(enc, counter), padded(sent, 16));
            }
            chaining = token.cmac(mac, joined(chaining, command.header(0x84), one(sent.length + 8), sent));
            wrapped.add(command.with(0x84, joined(sent, first(chaining, 8))));
            if (wrapped.size() == 1 && in.has("response_to_first_command")) {
                counter[0] = (byte) 0x80;
                byte[] clear = in(expected, "unwrapped_response_1");
                boolean enciphered = level.startsWith("3");
                byte[] protectedData =
                        enciphered ? token.aes(enc, "CBC", token.aes(enc, counter), padded(clear, 16)) : clear;
                byte[] answer = joined(
                        protectedData, first(token.cmac(rmac, joined(chaining, protectedData, bytes("9000"))), 8));
                out.put("response_to_first_command", hex(answer));
                out.put("unwrapped_response_1", hex(clear));
            }
        }
        out.put("wrapped", wrapped);
        return out;
    }

    /** EMV Book 2, 9.2.3, 9.3.3, D2 and A1.3. */
    private Map<String, Object> script(JsonNode in) {
        boolean aes =
                in.has("key_algorithm") && in.get("key_algorithm").asString().equals("aes");
        int block = aes ? 16 : 8;
        byte[] ac = in(in, "first_ac");
        byte[] chaining = joined(ac, new byte[block - 8]);
        byte[] mac = aes ? aesSessionKey(in(in, "mk_smi"), chaining) : sessionKey(in(in, "mk_smi"), ac);
        byte[] enc = aes ? aesSessionKey(in(in, "mk_smc"), chaining) : sessionKey(in(in, "mk_smc"), ac);
        List<String> wrapped = new ArrayList<>();
        for (JsonNode pair : in.get("commands")) {
            Command command = new Command(pair.get(1).asString());
            byte[] object = new byte[0];
            if (command.data.length > 0 && pair.get(0).asString().equals("enciphered")) {
                byte[] clear = padded(command.data, block);
                byte[] sent = aes ? token.aes(enc, "CBC", ZERO_16, clear) : token.des(enc, "CBC", ZERO_8, clear);
                object = joined(one(0x87), one(1 + sent.length), one(1), sent);
            } else if (command.data.length > 0) {
                object = joined(one(0x81), one(command.data.length), command.data);
            }
            byte[] header = command.header(command.cla | 0x0C);
            byte[] body = object.length == 0 ? object : padded(object, block);
            byte[] input = joined(chaining, padded(header, block), body);
            chaining = aes ? token.cmac(mac, input) : token.retailMac(mac, ZERO_8, input);
            wrapped.add(command.with(command.cla | 0x0C, joined(object, bytes("8E08"), first(chaining, 8))));
        }
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("kcv_smi", hex(checkValue(aes, mac)));
        out.put("kcv_smc", hex(checkValue(aes, enc)));
        out.put("wrapped", wrapped);
        return out;
    }

    private byte[] checkValue(boolean aes, byte[] key) {
        return first(aes ? token.aes(key, bytes("01".repeat(16))) : token.tdes(key, ZERO_8), 3);
    }

    private byte[] sessionKey(byte[] mk, byte[] r) {
        byte[] left = r.clone();
        byte[] right = r.clone();
        left[2] = (byte) 0xF0;
        right[2] = 0x0F;
        return joined(token.tdes(mk, left), token.tdes(mk, right));
    }

    private byte[] aesSessionKey(byte[] mk, byte[] r) {
        if (mk.length == 16) {
            return token.aes(mk, r);
        }
        byte[] left = r.clone();
        byte[] right = r.clone();
        left[2] = (byte) 0xF0;
        right[2] = 0x0F;
        return first(joined(token.aes(mk, left), token.aes(mk, right)), mk.length);
    }

    /** EMV Book 2, A1.4.3. */
    private byte[] masterKey(JsonNode in) {
        byte[] imk = in(in, "imk");
        String digits = in.get("pan").asString() + in.get("psn").asString();
        byte[] y = bytes("0".repeat(32 - digits.length()) + digits);
        byte[] inverse = RawToken.xor(y, bytes("FF".repeat(16)));
        return first(joined(token.aes(imk, y), token.aes(imk, inverse)), imk.length);
    }

    private Map<String, Object> aesCryptogram(JsonNode in) {
        byte[] mk = masterKey(in);
        byte[] sk = aesSessionKey(mk, joined(in(in, "atc"), new byte[14]));
        byte[] ac = first(token.cmac(sk, in(in, "ac_input")), 8);
        byte[] arpc = first(token.cmac(sk, joined(ac, in(in, "csu"), in(in, "proprietary_auth_data"))), 4);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("icc_mk", hex(mk));
        out.put("sk_ac", hex(sk));
        out.put("ac", hex(ac));
        out.put("arpc_m2", hex(arpc));
        return out;
    }

    /** The MAC of an application cryptogram over the 32 bytes of DF22 before it. */
    private Map<String, Object> receipt(JsonNode in) {
        byte[] mac = token.retailMac(in(in, "sk_ac"), ZERO_8, padded(in(in, "receipt"), 8));
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("mac", hex(mac));
        out.put("df22", hex(in(in, "receipt"), mac));
        return out;
    }
}
