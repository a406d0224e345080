package io.millrace.gateway.linking;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses at GitHub and GitLab as people copy them show pages; the documents themselves stand elsewhere (Open Workflow
 * Specification, section Catalog). Other addresses stay what they are.
 */
final class RawAddress {
    private static final Pattern GITHUB =
            Pattern.compile("/([^/]+)/([^/]+?)(?:\\.git)?(?:/(?:tree|blob|raw)/(?:refs/heads/)?([^/]+)(/.*)?)?/?");
    private static final Pattern GITLAB = Pattern.compile("(/.+)/-/(?:tree|blob)/(.+)");
    /** Which branch is the usual one is known there. */
    private static final String USUAL = "HEAD";

    private RawAddress() {}

    /** Where the document at an address can be read. */
    static URI ofDocument(URI address) {
        String path = path(address);
        if (isGithub(address)) {
            Matcher parts = GITHUB.matcher(path);
            return parts.matches() && parts.group(3) != null ? raw(parts) : address;
        }
        return gitlab(address, path);
    }

    /** Where the documents below an address can be read; without a slash at its end. */
    static URI ofFolder(URI address) {
        String path = path(address).replaceAll("/+$", "");
        if (isGithub(address)) {
            Matcher parts = GITHUB.matcher(path);
            return parts.matches() ? raw(parts) : address;
        }
        boolean isProject = isGitlab(address) && !path.contains("/-/");
        return gitlab(address, isProject ? path + "/-/tree/" + USUAL : path);
    }

    private static URI raw(Matcher parts) {
        String branch = parts.group(3) == null ? USUAL : parts.group(3);
        String rest = parts.group(4) == null ? "" : parts.group(4);
        return URI.create("https://raw.githubusercontent.com/" + parts.group(1) + "/" + parts.group(2) + "/" + branch
                + rest.replaceAll("/+$", ""));
    }

    private static URI gitlab(URI address, String path) {
        Matcher parts = GITLAB.matcher(path);
        String raw = isGitlab(address) && parts.matches() ? parts.group(1) + "/-/raw/" + parts.group(2) : path;
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return URI.create(address.getScheme() + "://" + address.getRawAuthority() + raw + query);
    }

    private static String path(URI address) {
        return address.getRawPath() == null ? "" : address.getRawPath();
    }

    private static boolean isGithub(URI address) {
        String host = host(address);
        return host.equals("github.com") || host.equals("www.github.com");
    }

    private static boolean isGitlab(URI address) {
        return host(address).startsWith("gitlab.");
    }

    private static String host(URI address) {
        return address.getHost().toLowerCase(Locale.ROOT);
    }
}
