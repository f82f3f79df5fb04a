package dev.tapbench.inspection;

import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.inspection.CardImage;
import dev.tapbench.parties.inspection.CardImage.Answered;
import dev.tapbench.parties.inspection.CardImage.Application;
import dev.tapbench.parties.inspection.CardImage.Datum;
import dev.tapbench.parties.inspection.CardImage.Directory;
import dev.tapbench.parties.inspection.CardImage.FileRecord;
import dev.tapbench.parties.inspection.CardImage.Side;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Another card, made from the image of ours: one thing changed, and nothing else. */
final class Edit {
    private Edit() {}

    /** One change after the other. */
    @SafeVarargs
    static UnaryOperator<CardImage> all(UnaryOperator<CardImage>... changes) {
        return image -> {
            CardImage changed = image;
            for (UnaryOperator<CardImage> change : changes) {
                changed = change.apply(changed);
            }
            return changed;
        };
    }

    static UnaryOperator<CardImage> sides(Predicate<Side> which, UnaryOperator<Side> change) {
        return image -> new CardImage(image.sides().stream()
                .map(side -> which.test(side) ? change.apply(side) : side)
                .toList());
    }

    /** The second side alone. */
    static UnaryOperator<CardImage> contact(UnaryOperator<CardImage> change) {
        return image -> new CardImage(image.sides().stream()
                .map(side -> side.contactless()
                        ? side
                        : change.apply(new CardImage(List.of(side))).sides().get(0))
                .toList());
    }

    static UnaryOperator<CardImage> antenna(UnaryOperator<CardImage> change) {
        return image -> new CardImage(image.sides().stream()
                .map(side -> side.contactless()
                        ? change.apply(new CardImage(List.of(side))).sides().get(0)
                        : side)
                .toList());
    }

    static UnaryOperator<CardImage> directories(UnaryOperator<Directory> change) {
        return sides(
                side -> true,
                side -> new Side(side.reader(), side.medium(), change.apply(side.directory()), side.applications()));
    }

    static UnaryOperator<CardImage> applications(UnaryOperator<Application> change) {
        return sides(
                side -> true,
                side -> new Side(
                        side.reader(),
                        side.medium(),
                        side.directory(),
                        side.applications().stream().map(change).toList()));
    }

    /** Of a change, what it does to directories. */
    static UnaryOperator<CardImage> inDirectories(UnaryOperator<CardImage> change) {
        return image -> mixed(change.apply(image), image);
    }

    /** Of a change, what it does to applications. */
    static UnaryOperator<CardImage> inApplications(UnaryOperator<CardImage> change) {
        return image -> mixed(image, change.apply(image));
    }

    private static CardImage mixed(CardImage directories, CardImage applications) {
        List<Side> sides = new ArrayList<>();
        for (int i = 0; i < directories.sides().size(); i++) {
            Side side = directories.sides().get(i);
            sides.add(new Side(
                    side.reader(),
                    side.medium(),
                    side.directory(),
                    applications.sides().get(i).applications()));
        }
        return new CardImage(sides);
    }

    /** A card that was read over its antenna alone. */
    static CardImage antennaAlone(CardImage image) {
        return new CardImage(image.sides().stream().filter(Side::contactless).toList());
    }

    /** The answer to SELECT of each directory. */
    static UnaryOperator<CardImage> directory(UnaryOperator<ResponseApdu> change) {
        return directories(d -> new Directory(d.name(), change.apply(d.select()), d.records()));
    }

    /** The answer to SELECT of each application. */
    static UnaryOperator<CardImage> select(UnaryOperator<ResponseApdu> change) {
        return applications(a -> new Application(
                a.aid(),
                change.apply(a.select()),
                a.before(),
                a.options(),
                a.records(),
                a.data(),
                a.log(),
                a.cryptogram()));
    }

    static UnaryOperator<CardImage> options(UnaryOperator<ResponseApdu> change) {
        return applications(a -> new Application(
                a.aid(),
                a.select(),
                a.before(),
                a.options().map(o -> new Answered(o.data(), change.apply(o.answer()))),
                a.records(),
                a.data(),
                a.log(),
                a.cryptogram()));
    }

    static UnaryOperator<CardImage> records(UnaryOperator<List<FileRecord>> change) {
        return applications(a -> new Application(
                a.aid(),
                a.select(),
                a.before(),
                a.options(),
                change.apply(a.records()),
                a.data(),
                a.log(),
                a.cryptogram()));
    }

    /** The answer to READ RECORD of one record. */
    static UnaryOperator<CardImage> record(int file, int number, UnaryOperator<ResponseApdu> change) {
        return records(list -> list.stream()
                .map(r -> r.sfi() == file && r.number() == number
                        ? new FileRecord(file, number, change.apply(r.answer()))
                        : r)
                .toList());
    }

    static UnaryOperator<CardImage> cryptogram(UnaryOperator<ResponseApdu> change) {
        return applications(a -> new Application(
                a.aid(),
                a.select(),
                a.before(),
                a.options(),
                a.records(),
                a.data(),
                a.log(),
                a.cryptogram().map(o -> new Answered(o.data(), change.apply(o.answer())))));
    }

    /** The answer to GET DATA for a tag, after GET PROCESSING OPTIONS. */
    static UnaryOperator<CardImage> data(int tag, UnaryOperator<ResponseApdu> change) {
        return applications(a -> new Application(
                a.aid(),
                a.select(),
                a.before(),
                a.options(),
                a.records(),
                a.data().stream()
                        .map(d -> d.tag() == tag ? new Datum(tag, change.apply(d.answer())) : d)
                        .toList(),
                a.log(),
                a.cryptogram()));
    }

    /** What GET DATA brought before GET PROCESSING OPTIONS. */
    static UnaryOperator<CardImage> before(int tag, String value) {
        return applications(a -> new Application(
                a.aid(),
                a.select(),
                a.before().stream()
                        .map(d -> d.tag() == tag ? new Datum(tag, ok(Tlv.encode(tag, Bytes.hex(value)))) : d)
                        .toList(),
                a.options(),
                a.records(),
                a.data(),
                a.log(),
                a.cryptogram()));
    }

    /** GET DATA brings this value, whatever it brought before. */
    static UnaryOperator<CardImage> datum(int tag, String value) {
        return data(tag, answer -> ok(Tlv.encode(tag, Bytes.hex(value))));
    }

    /** GET DATA does not bring it. */
    static UnaryOperator<CardImage> noDatum(int tag) {
        return data(tag, status(0x6A88));
    }

    static UnaryOperator<ResponseApdu> edit(int tag, String value) {
        return answer -> edited(answer, tag, old -> Tlv.encode(tag, Bytes.hex(value)));
    }

    static UnaryOperator<ResponseApdu> status(int sw) {
        return answer -> new ResponseApdu(Bytes.empty(), new StatusWord(sw));
    }

    static ResponseApdu ok(Bytes data) {
        return new ResponseApdu(data, new StatusWord(0x9000));
    }

    static UnaryOperator<ResponseApdu> answer(String data) {
        return answer -> ok(Bytes.hex(data));
    }

    /** A data object has another value, wherever selection, processing options, records or directories have it. */
    static UnaryOperator<CardImage> value(int tag, String value) {
        return replace(tag, old -> Tlv.encode(tag, Bytes.hex(value)));
    }

    static UnaryOperator<CardImage> change(int tag, UnaryOperator<Bytes> change) {
        return replace(tag, old -> Tlv.encode(tag, change.apply(old.value())));
    }

    static UnaryOperator<CardImage> without(int tag) {
        return replace(tag, old -> Bytes.empty());
    }

    /** Another data object stands behind each with that tag. */
    static UnaryOperator<CardImage> behind(int tag, int other, String value) {
        return replace(tag, old -> old.encoded().then(Tlv.encode(other, Bytes.hex(value))));
    }

    static UnaryOperator<CardImage> replace(int tag, Function<Tlv, Bytes> change) {
        return shown(answer -> edited(answer, tag, change));
    }

    /** Every answer but those to GET DATA and GENERATE AC. */
    static UnaryOperator<CardImage> shown(UnaryOperator<ResponseApdu> edit) {
        return all(
                directory(edit),
                directories(d -> new Directory(
                        d.name(),
                        d.select(),
                        d.records().stream()
                                .map(r -> new FileRecord(r.sfi(), r.number(), edit.apply(r.answer())))
                                .toList())),
                select(edit),
                options(edit),
                records(list -> list.stream()
                        .map(r -> new FileRecord(r.sfi(), r.number(), edit.apply(r.answer())))
                        .toList()));
    }

    /** The objects with that tag in one answer changed, and the lengths around them. */
    static ResponseApdu edited(ResponseApdu answer, int tag, Function<Tlv, Bytes> change) {
        return new ResponseApdu(edited(Tlv.parseAll(answer.data()), tag, change), answer.sw());
    }

    private static Bytes edited(List<Tlv> objects, int tag, Function<Tlv, Bytes> change) {
        List<Bytes> parts = new ArrayList<>();
        for (Tlv object : objects) {
            if (object.tag() == tag) {
                parts.add(change.apply(object));
            } else if (object.find(tag).isPresent()) {
                parts.add(Tlv.encode(object.tag(), edited(object.children(), tag, change)));
            } else {
                parts.add(object.encoded());
            }
        }
        return Bytes.concat(parts.toArray(Bytes[]::new));
    }

    /** The value of a data object in the records or processing options of the first application. */
    static Optional<Bytes> first(CardImage image, int tag) {
        Application application = image.sides().get(0).applications().get(0);
        return Stream.concat(
                        application.options().stream().map(Answered::answer),
                        application.records().stream().map(FileRecord::answer))
                .flatMap(answer -> Tlv.find(Tlv.parseAll(answer.data()), tag).stream())
                .findFirst()
                .map(Tlv::value);
    }
}
