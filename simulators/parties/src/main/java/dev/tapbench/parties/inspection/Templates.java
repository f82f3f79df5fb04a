package dev.tapbench.parties.inspection;

import dev.tapbench.emv.BitTable;
import dev.tapbench.emv.TagDictionary;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What can be wrong with what a template holds, in words. */
final class Templates {
    private Templates() {}

    static String tags(Tlv template) {
        return "tags " + Text.tags(template.children().stream().map(Tlv::tag).toList());
    }

    static <T> Optional<T> twice(List<T> things) {
        Set<T> seen = new HashSet<>();
        return things.stream().filter(thing -> !seen.add(thing)).findFirst();
    }

    static Optional<String> repeated(Tlv template) {
        return twice(template.children().stream().map(Tlv::tag).toList()).map(tag -> "twice " + Tlv.hexTag(tag));
    }

    /** Data objects that the dictionary knows in other templates only. */
    static Optional<String> misplaced(Tlv template, int... allowed) {
        List<Integer> wrong = template.children().stream()
                .map(Tlv::tag)
                .filter(tag -> !belongs(tag, allowed))
                .toList();
        return Rule.unless(wrong.isEmpty(), "tags " + Text.tags(wrong));
    }

    /** Whether the dictionary knows a tag in one of these templates, or does not know it at all. */
    static boolean belongs(int tag, int... allowed) {
        TagDictionary.Entry entry = TagDictionary.entries().get(tag);
        return entry == null
                || IntStream.of(allowed).anyMatch(template -> entry.templates().contains(template));
    }

    /** The unknown tags in a data object and below it. */
    static Optional<String> unknown(Tlv object) {
        List<Integer> unknown = below(object)
                .map(Tlv::tag)
                .filter(tag -> !TagDictionary.known(tag))
                .toList();
        return Rule.unless(unknown.isEmpty(), "tags " + Text.tags(unknown));
    }

    static Stream<Tlv> below(Tlv object) {
        return Stream.concat(Stream.of(object), object.children().stream().flatMap(Templates::below));
    }

    /** Another name in an FCI than it was selected by, or none (EMV Book 1, 11.3.4 and 12.4). */
    static Optional<String> named(Optional<Tlv> fci, Bytes selected) {
        Optional<Bytes> name =
                fci.flatMap(template -> Lenient.child(template, Tags.DF_NAME)).map(Tlv::value);
        return Rule.unless(
                name.filter(given -> given.toHex().startsWith(selected.toHex())).isPresent(),
                name.map(given -> "name " + Text.hex(given) + " after SELECT of " + selected)
                        .orElse("no name (84)"));
    }

    /** Bits of an application priority indicator that are reserved. */
    static Optional<String> priority(Bytes value) {
        return Rule.unless(BitTable.named("87").reserved(value).equals(Bytes.zeros(1)), "priority " + Text.hex(value));
    }
}
