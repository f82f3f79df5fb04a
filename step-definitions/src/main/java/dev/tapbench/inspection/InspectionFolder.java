package dev.tapbench.inspection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of an inspection: page and document.
 *
 * @param folder made where it is not there
 */
public record InspectionFolder(Path folder) {
    /**
     * Writes them.
     *
     * @param version of Tapbench
     * @return the page
     */
    public Path write(InspectionDocument document, String version) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("report.json"),
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(document));
            return Files.writeString(folder.resolve("index.html"), new InspectionPage(document, version).html());
        } catch (IOException e) {
            throw new UncheckedIOException("the inspection cannot be written to " + folder, e);
        }
    }
}
