package io.millrace.gateway.linking;

import java.net.URI;
import java.net.URISyntaxException;

/** Where something that a definition refers to can be read. */
sealed interface Target {
    /**
     * It came along with Millrace.
     *
     * @param text its document
     */
    record Own(String text) implements Target {}

    /**
     * It has to be fetched.
     *
     * @param address http or https, with a host, without credentials and fragment
     */
    record There(URI address) implements Target {}

    /**
     * It cannot be read.
     *
     * @param reason a full sentence
     */
    record Nowhere(String reason) implements Target {}

    /** Longest address, in characters. */
    int LONGEST = 2_000;

    /** Where a document is that somebody wrote an address of. */
    static Target document(String address) {
        Target target = checked(address);
        return target instanceof There there ? new There(RawAddress.ofDocument(there.address())) : target;
    }

    /** An address, if it is one that can be fetched from. */
    static Target checked(String address) {
        if (address.length() > LONGEST) {
            return new Nowhere("An address has at most " + LONGEST + " characters.");
        }
        try {
            URI uri = new URI(address);
            boolean http = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null) {
                return new Nowhere("`" + address
                        + "` must be an address of http or https with a host, such as https://example.com/a.yaml.");
            }
            if (uri.getRawUserInfo() != null) {
                return new Nowhere("An address must not hold a name or password, as everybody reads definitions.");
            }
            return uri.getRawFragment() == null
                    ? new There(uri)
                    : new Nowhere("`" + address + "` points into a document with `#`; only whole documents are read.");
        } catch (URISyntaxException invalid) {
            return new Nowhere("`" + address + "` is no address: " + invalid.getReason() + ".");
        }
    }
}
