package dev.tapbench.emv.calc;

import dev.tapbench.emv.CryptogramResponse;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.ProcessingOptions;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a conversation tells of a card: reads all that a card says, whether or not a terminal would have gone on, since a
 * recording is looked at because something in it is strange. Bytes that are no BER-TLV where there must be some are refused.
 */
final class TranscriptReader {
    private final Map<Integer, Bytes> objects = new LinkedHashMap<>();
    private final List<TranscriptApplication> applications = new ArrayList<>();
    private final List<Object> selected = new ArrayList<>();
    private final List<CryptogramResponse> cryptograms = new ArrayList<>();
    private List<Transcript.DirectoryEntry> directory = List.of();
    private boolean directoryRead;

    /** Reads a conversation whose responses are joined. */
    TranscriptReader(Transcript transcript) {
        for (Transcript.Exchange exchange : transcript.exchanges()) {
            if (exchange.response().ok()) {
                try {
                    read(exchange);
                } catch (EmvDataException e) {
                    throw new EmvDataException("exchange " + exchange.number() + ": " + e.getMessage(), e);
                }
            }
        }
    }

    /** The values by tag; where a tag was read several times, the last. */
    Map<Integer, Bytes> objects() {
        return objects;
    }

    /** The applications that were selected, each once, in order. */
    List<TranscriptApplication> applications() {
        return applications;
    }

    /** The names that answered to each SELECT of an application, in order. */
    List<Object> selected() {
        return selected;
    }

    /** What each GENERATE AC gave. */
    List<CryptogramResponse> cryptograms() {
        return cryptograms;
    }

    /** How many applications the contactless directory lists; empty where it was not read. */
    Optional<Integer> listed() {
        return directoryRead ? Optional.of(directory.size()) : Optional.empty();
    }

    private void read(Transcript.Exchange exchange) {
        Bytes data = exchange.response().data();
        if (exchange.selectsDirectory()) {
            directory = Transcript.directory(data);
            directoryRead = true;
        } else if (exchange.selectsApplication()) {
            select(exchange.sent(), data);
        } else if (exchange.asked(0xA8)) {
            ProcessingOptions options = ProcessingOptions.parse(data);
            keep(Tlv.parseAll(data));
            objects.remove(Tags.RESPONSE_TEMPLATE_1);
            objects.put(Tags.AIP, options.aip().value());
            objects.put(Tags.AFL, options.afl());
        } else if (exchange.asked(0xB2)) {
            record(exchange.command().orElseThrow().p2() >>> 3, data);
        } else if (exchange.asked(0xCA)) {
            List<Tlv> answer = Tlv.parseAll(data);
            keep(answer);
            answer.forEach(object -> last().ifPresent(a -> a.told(object.tag(), object.value())));
        } else if (exchange.asked(0xAE)) {
            cryptogram(data);
        } else if (!data.isEmpty()) {
            keep(Tlv.parseAll(data));
        }
    }

    private Optional<TranscriptApplication> last() {
        return applications.isEmpty() ? Optional.empty() : Optional.of(applications.get(applications.size() - 1));
    }

    private void select(Bytes name, Bytes data) {
        List<Tlv> fci = Tlv.parseAll(data);
        keep(fci);
        Bytes aid = Tlv.find(fci, Tags.DF_NAME).map(Tlv::value).orElse(name);
        selected.add(aid);
        Optional<TranscriptApplication> known =
                applications.stream().filter(a -> a.aid().equals(aid)).findFirst();
        TranscriptApplication application = known.orElseGet(() -> new TranscriptApplication(aid));
        applications.remove(application);
        applications.add(application);
        directory.stream()
                .filter(entry -> entry.aid().equals(aid))
                .forEach(entry -> application.listedAs(entry.template()));
        application.selectedWith(fci);
    }

    private void record(int sfi, Bytes data) {
        Optional<TranscriptApplication> ofLog = last().filter(a -> a.logsIn(sfi));
        if (ofLog.isPresent()) {
            ofLog.get().logged(data);
        } else if (directoryOf(sfi, data)) {
            directory = new ArrayList<>(directory);
            directory.addAll(Transcript.directory(data));
        } else {
            keep(Tlv.parseAll(data));
        }
    }

    /** Records of the contact directory come before any application. */
    private boolean directoryOf(int sfi, Bytes data) {
        return applications.isEmpty()
                && sfi <= 10
                && !Transcript.directory(data).isEmpty();
    }

    private void cryptogram(Bytes data) {
        cryptograms.add(CryptogramResponse.parse(data));
        keep(Tlv.parseAll(data));
        objects.remove(Tags.RESPONSE_TEMPLATE_1);
    }

    private void keep(List<Tlv> read) {
        for (Tlv object : read) {
            if (object.constructed()) {
                keep(object.children());
            } else {
                objects.put(object.tag(), object.value());
            }
        }
    }
}
