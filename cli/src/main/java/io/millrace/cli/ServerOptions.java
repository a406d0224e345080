package io.millrace.cli;

import io.millrace.cli.http.Server;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which server a command speaks to, for which tenant, and with which key. */
final class ServerOptions {

    static final String SERVER = "MILLRACE_SERVER";
    static final String KEY = "MILLRACE_KEY";

    private static final String STANDALONE = "http://127.0.0.1:8080";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Address of the server; MILLRACE_SERVER, or else " + STANDALONE + ".")
    private @Nullable String server;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Whose workflows and runs; ${DEFAULT-VALUE} if not said.")
    private String tenant = "default";

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "File that holds the key; without it MILLRACE_KEY does.")
    private @Nullable Path keyFile;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    String tenant() {
        return tenant;
    }

    /** The server, ready to be asked. */
    Server open() {
        return new Server(address(), key());
    }

    private URI address() {
        String text = server == null ? environment().getOrDefault(SERVER, STANDALONE) : server;
        try {
            URI address = new URI(text.replaceAll("/+$", ""));
            boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (isHttp
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Said below. The text is not repeated: it may hold a password.
        }
        throw new BadInput("The address of the server is not one such as " + STANDALONE
                + ": it begins with http:// or https://, names a host, and holds no user.");
    }

    private String key() {
        String key = keyFile == null
                ? environment().getOrDefault(KEY, "")
                : Document.read(keyFile).text();
        key = key.strip();
        if (key.isEmpty()) {
            throw new BadInput("There is no key: put one into " + KEY + " or name its file with --key-file."
                    + " ./millrace up writes its first one to .millrace/admin.key.");
        }
        if (!key.matches("[!-~]{1,4096}")) {
            throw new BadInput("What should be the key has spaces or characters that no key has: look at "
                    + (keyFile == null ? KEY : "`" + keyFile + "`") + ".");
        }
        return key;
    }

    private Map<String, String> environment() {
        CommandSpec root = Objects.requireNonNull(command, "set by picocli").root();
        return ((MillraceApplication) root.userObject()).environment();
    }
}
