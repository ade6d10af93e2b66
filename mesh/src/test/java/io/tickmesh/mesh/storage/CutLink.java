package io.tickmesh.mesh.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A way to a database that can be cut and mended, so that tests see the database go away and come back.
public final class CutLink implements AutoCloseable {
    private final DatabaseConfig target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean silent;

    public CutLink(DatabaseConfig target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// Returns how to reach the database through the link.
    public DatabaseConfig config() {
        return new DatabaseConfig(
                target.host(),
                server.getLocalPort(),
                target.name(),
                target.user(),
                target.password(),
                target.encryption(),
                target.rootCertificate(),
                target.limits());
    }

    /// Ends all connections, and takes none that lasts.
    public void cut() {
        cut = true;
        sockets.forEach(CutLink::close);
    }

    /// Lets nothing pass any more, on connections that stay open.
    public void silence() {
        silent = true;
    }

    /// Lets everything pass again; what was kept back is lost with its connections.
    public void mend() {
        if (silent) {
            sockets.forEach(CutLink::close);
        }
        silent = false;
        cut = false;
    }

    @Override
    public void close() throws IOException {
        cut();
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                sockets.add(client);
                if (cut) {
                    close(client);
                } else {
                    Thread.ofVirtual().start(() -> connect(client));
                }
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket there = new Socket(target.host(), target.port())) {
            sockets.add(there);
            Thread back = Thread.ofVirtual().start(() -> pump(there, client));
            pump(client, there);
            close(there);
            back.join();
        } catch (IOException _) {
            close(client);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] bytes = new byte[8_192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (!silent) {
                    out.write(bytes, 0, read);
                    out.flush();
                }
            }
        } catch (IOException _) {
            // Cut.
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // Closed is closed.
        }
    }
}
