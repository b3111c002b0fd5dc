// SPDX-License-Identifier: GPL-3.0-or-later
// The diffusion services over pyramids named on the command line, and nothing else: what gettile.py measures.
//     gettileserver PORT THREADS DESCRIPTOR.json...
#include "core/server/diffusion/diffusionsupport.h"

#include <QFileInfo>
#include <csignal>
#include <cstdio>

using namespace tuilerie;

int main(int argc, char *argv[])
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr); // before there are threads, so that none of them takes it
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() < 4) {
        std::fprintf(stderr, "usage: gettileserver PORT THREADS DESCRIPTOR.json...\n");
        return 2;
    }
    auto catalogue = std::make_shared<test::FixedCatalogue>();
    std::vector<PublishedLayer> layers;
    for (const QString &path : arguments.mid(3))
        for (const char *type : {"WMTS-TMS", "WMS-RASTER"})
            layers.push_back(test::publishedLayer(QFileInfo(path).completeBaseName(), type, path));
    catalogue->set(std::move(layers));
    DiffusionOptions diffusion;
    diffusion.catalogue = catalogue;
    const auto router = std::make_shared<HttpRouter>();
    addDiffusionRoutes(*router, diffusion);
    HttpServerOptions options;
    options.port = quint16(arguments[1].toInt());
    options.threads = arguments[2].toInt();
    const auto server = HttpServer::start(options, router);
    if (!server) {
        std::fprintf(stderr, "%s\n", qPrintable(server.error().message));
        return 1;
    }
    std::printf("%d\n", (*server)->port());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&ending, &signal);
    return 0;
}
