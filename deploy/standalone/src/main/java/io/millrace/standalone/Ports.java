package io.millrace.standalone;

import io.millrace.standalone.hosting.StandaloneException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out which ports may be used. */
final class Ports {

    private Ports() {}

    /** The port itself when it is free, otherwise 0, which stands for any free one. */
    static int preferred(String address, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(address), port), 1);
            return port;
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * The port that was asked for, or any free one of loopback for 0.
     *
     * @param option name of the command-line option, for the message
     * @throws StandaloneException when another program listens there
     */
    static int available(String option, String address, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(address), port), 1);
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new StandaloneException(
                    "Port " + port + " of " + address + " cannot be used: " + e.getMessage()
                            + ". Stop the program that listens there, or choose another port with " + option
                            + " (0 takes any free one).",
                    e);
        }
    }
}
