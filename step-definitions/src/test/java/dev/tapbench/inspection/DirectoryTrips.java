package dev.tapbench.inspection;

import static dev.tapbench.inspection.Edit.*;

import dev.tapbench.parties.inspection.CardImage.Application;
import dev.tapbench.parties.inspection.CardImage.Directory;
import dev.tapbench.parties.inspection.CardImage.FileRecord;
import dev.tapbench.ports.Bytes;
import java.util.List;

/** Directories that are wrong in one thing. */
final class DirectoryTrips {
    static final List<Trip> ALL = List.of(
            Trip.of("IN-001", antenna(directory(status(0x6A82)))),
            Trip.of("IN-002", contact(directory(status(0x6A82)))),
            Trip.of("IN-003", contact(directory(answer("80021234")))),
            Trip.of("IN-004", directory(edit(0x84, "315041592E5359532E4444463032"))),
            Trip.of("IN-005", contact(inDirectories(without(0xA5)))),
            Trip.of("IN-006", antenna(inDirectories(behind(0xBF0C, 0x88, "01")))),
            Trip.of("IN-007", contact(value(0x88, "0B"))),
            Trip.of(
                    "IN-008",
                    all(
                            antenna(without(0x61)),
                            contact(directories(d -> new Directory(d.name(), d.select(), List.of()))))),
            Trip.of("IN-009", without(0x4F)),
            Trip.of("IN-010", value(0x4F, "F0544150")),
            Trip.of("IN-011", value(0x4F, "B0544150011010")),
            // The second entry ranks differently, or it would rank as the first does.
            Trip.of(
                            "IN-012",
                            replace(
                                    0x61,
                                    entry -> entry.encoded()
                                            .then(edited(ok(entry.encoded()), 0x87, p -> Bytes.hex("870102"))
                                                    .data())))
                    .also("IN-025"),
            Trip.of("IN-013", inDirectories(without(0x87))),
            Trip.of("IN-014", all(inDirectories(value(0x87, "21")), inApplications(without(0x87)))),
            Trip.of(
                    "IN-015",
                    replace(
                            0x61,
                            entry -> entry.encoded()
                                    .then(edited(ok(entry.encoded()), 0x4F, a -> Bytes.hex("4F07F0544150011011"))
                                            .data()))),
            // A label that no application may have is the application's or differs from it.
            Trip.of("IN-016", inDirectories(value(0x50, "5441502F"))).also("IN-024"),
            Trip.of("IN-017", inDirectories(behind(0x87, 0x5F2D, "656E"))),
            Trip.of("IN-018", inDirectories(behind(0x87, 0x87, "01"))),
            Trip.of("IN-019", antenna(inDirectories(behind(0x87, 0xDF01, "00")))),
            Trip.of("IN-020", contact(inDirectories(behind(0x61, 0x5F2D, "656E")))),
            Trip.of(
                    "IN-021",
                    directories(d -> new Directory(
                            d.name(),
                            d.select(),
                            d.records().stream()
                                    .map(r -> r.answer().ok()
                                            ? r
                                            : new FileRecord(
                                                    r.sfi(),
                                                    r.number(),
                                                    status(0x6A82).apply(r.answer())))
                                    .toList()))),
            Trip.of("IN-022", contact(inDirectories(value(0x5F2D, "4445")))),
            Trip.of(
                    "IN-023",
                    applications(
                            a -> Application.selected(a.aid(), status(0x6A82).apply(a.select())))),
            Trip.of("IN-024", inDirectories(value(0x50, "54415042454E4348"))),
            Trip.of("IN-025", inDirectories(value(0x87, "02"))));

    private DirectoryTrips() {}
}
