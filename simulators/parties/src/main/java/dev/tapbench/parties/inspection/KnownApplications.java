package dev.tapbench.parties.inspection;

import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.stream.Stream;

/** Names of applications to try where a card has no directory: public ones, as their schemes publish them, and this project's. */
final class KnownApplications {
    /** Whole names, for cards that know no selection by a part of one; then registered providers (EMV Book 1, 12.2.1). */
    static final List<Bytes> NAMES = Stream.of(
                    "A0000000031010", // Visa
                    "A0000000032010", // Visa Electron
                    "A0000000032020", // V PAY
                    "A0000000041010", // Mastercard
                    "A0000000043060", // Maestro
                    "A00000002501", // American Express
                    "A0000000651010", // JCB
                    "A0000001523010", // Discover, Diners Club
                    "A000000333010101", // UnionPay debit
                    "A000000333010102", // UnionPay credit
                    "A000000333010103", // UnionPay quasi credit
                    "A0000002771010", // Interac
                    "A0000003591010028001", // girocard
                    "A0000000421010", // Cartes Bancaires
                    "A0000001211010", // Dankort
                    "A0000001410001", // PagoBancomat
                    "A0000005241010", // RuPay
                    "A0000006581010", // Mir
                    "F0544150011010", // Tapbench
                    "A000000003",
                    "A000000004",
                    "A000000025",
                    "A000000065",
                    "A000000152",
                    "A000000333")
            .map(Bytes::hex)
            .toList();

    private KnownApplications() {}
}
