package dev.tapbench.reports.allure;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's chromium without a window, spoken to over the DevTools protocol: what a page asks the network for and complains about. */
final class Browser implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** For the page itself: shorter, so that it can say what it showed instead. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Characters of a page's text in a message. */
    private static final int MOST_SHOWN = 500;

    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> incoming;
    private final List<JsonNode> events = new ArrayList<>();
    private final String session;
    private int lastId;

    private Browser(Process process, WebSocket socket, BlockingQueue<JsonNode> incoming) throws InterruptedException {
        this.process = process;
        this.socket = socket;
        this.incoming = incoming;
        String target = call(null, "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asString("");
        session = call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asString("");
        for (String domain : List.of("Runtime", "Log", "Network", "Page")) {
            call(session, domain + ".enable", Map.of());
        }
    }

    /** The program on the PATH, if any. */
    static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser").map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether the run demands it: then its absence is a failure. */
    static boolean required() {
        String variable = System.getenv().getOrDefault("TAPBENCH_REQUIRE", "");
        String list = System.getProperty("tapbench.require", variable);
        return Arrays.asList(list.split(",", -1)).contains("chromium");
    }

    /** @param profile an empty folder for its data */
    static Browser start(Path program, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-crash-reporter",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        try {
            URI address = address(process);
            BlockingQueue<JsonNode> incoming = new LinkedBlockingQueue<>();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(address, new Listener(incoming))
                    .join();
            return new Browser(process, socket, incoming);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Chromium says where once it listens; what it says afterwards is read as well, or it would stand still. */
    private static URI address(Process process) throws IOException, InterruptedException {
        CompletableFuture<URI> address = new CompletableFuture<>();
        Thread reader = new Thread(() -> listen(process, address), "chromium's output");
        reader.setDaemon(true);
        reader.start();
        try {
            return address.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("chromium does not listen", e);
        }
    }

    private static void listen(Process process, CompletableFuture<URI> address) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    address.complete(URI.create(listening.group(1)));
                }
                said.append(line).append('\n');
            }
            address.completeExceptionally(new IOException("it ended and said: " + said));
        } catch (IOException e) {
            address.completeExceptionally(e);
        }
    }

    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> incoming;
        private final StringBuilder part = new StringBuilder();

        Listener(BlockingQueue<JsonNode> incoming) {
            this.incoming = incoming;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                incoming.add(JsonMapper.shared().readTree(part.toString()));
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    private JsonNode call(@Nullable String inSession, String method, Map<String, Object> parameters)
            throws InterruptedException {
        int id = ++lastId;
        var message = JsonMapper.shared().createObjectNode().put("id", id).put("method", method);
        message.set("params", JsonMapper.shared().valueToTree(parameters));
        if (inSession != null) {
            message.put("sessionId", inSession);
        }
        socket.sendText(message.toString(), true).join();
        JsonNode answer = await(n -> n.path("id").asInt(0) == id);
        if (answer.has("error")) {
            throw new IllegalStateException(method + ": " + answer.path("error"));
        }
        return answer.path("result");
    }

    private JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            JsonNode next = incoming.poll(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new IllegalStateException("chromium did not answer within " + LIMIT.toSeconds() + " s");
            }
            events.add(next);
            if (wanted.test(next)) {
                return next;
            }
        }
    }

    /** Opens a page and waits until its own scripts are done loading. */
    void open(URI page) throws InterruptedException {
        call(session, "Page.navigate", Map.of("url", page.toString()));
        await(n -> n.path("method").asString("").equals("Page.loadEventFired"));
    }

    /** Waits until the page's text contains something. */
    void awaitText(String text) throws InterruptedException {
        awaitText("body", text);
    }

    /** Waits until an element is there and its text contains something: looks again whenever the page changes. */
    void awaitText(String selector, String text) throws InterruptedException {
        String shown = settle("""
                new Promise(shown => {
                    const content = () => document.querySelector(%s)?.textContent ?? '';
                    const tell = () => { changes.disconnect(); shown(content()); };
                    const look = () => content().includes(%s) && tell();
                    const changes = new MutationObserver(look);
                    changes.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
                    setTimeout(tell, %d);
                    look();
                })""".formatted(json(selector), json(text), PATIENCE.toMillis()));
        if (!shown.contains(text)) {
            throw new IllegalStateException("the page does not show '" + text + "' in '" + selector + "' but: "
                    + shown.substring(0, Math.min(MOST_SHOWN, shown.length())));
        }
    }

    /** Goes to a part of the page; {@link #awaitText} says when it is there. */
    void follow(String part) throws InterruptedException {
        settle("Promise.resolve(location.hash = %s)".formatted(json(part)));
    }

    private static String json(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    /** What a promise of the page comes to, as text. */
    private String settle(String promise) throws InterruptedException {
        return call(
                        session,
                        "Runtime.evaluate",
                        Map.of("expression", promise, "returnByValue", true, "awaitPromise", true))
                .path("result")
                .path("value")
                .asString("");
    }

    /** Addresses that were asked for, other than files and what the page holds itself. */
    List<String> requests() {
        return events.stream()
                .filter(e -> e.path("method").asString("").equals("Network.requestWillBeSent"))
                .map(e -> e.path("params").path("request").path("url").asString(""))
                .filter(url -> !url.matches("(file|data|blob|about):.*"))
                .toList();
    }

    /** Errors on the console, in the log, and uncaught. */
    List<String> complaints() {
        return events.stream()
                .filter(e -> {
                    String method = e.path("method").asString("");
                    return (method.equals("Runtime.consoleAPICalled")
                                    && e.path("params")
                                            .path("type")
                                            .asString("")
                                            .matches("error|assert"))
                            || method.equals("Runtime.exceptionThrown")
                            || (method.equals("Log.entryAdded")
                                    && e.path("params")
                                            .path("entry")
                                            .path("level")
                                            .asString("")
                                            .equals("error"));
                })
                .map(e -> e.path("params").toString())
                .toList();
    }

    /** Ends the processes that this started, and no other; afterwards nothing writes into the profile any more. */
    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            all.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
