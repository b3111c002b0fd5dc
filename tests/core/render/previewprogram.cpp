// SPDX-License-Identifier: GPL-3.0-or-later
// previewprogram PATH... PICTURE.png: how long it takes until point clouds are on the map. Makes both previews of the files
// anew, opens and draws them (by height and, refined, by class), and prints seconds and points.
#include "generate/pointcloud/preview.h"
#include "render/maprenderer.h"
#include "render/pointcloudlayer.h"
#include "render/rendersession.h"

#include "support/testsupport.h"

#include <QElapsedTimer>
#include <QImage>
#include <QThread>
#include <cstdio>

using namespace tuilerie;

int main(int argc, char *argv[])
{
    const test::TemporaryProfile profile; // an empty cache
    RenderSession session(argc, argv);
    if (const Status started = session.start(); !started || argc < 3) {
        std::fprintf(stderr, "%s\n", started ? "previewprogram PATH... PICTURE.png" : qPrintable(started.error().message));
        return 2;
    }
    QStringList paths = QCoreApplication::arguments().mid(1);
    const QString picture = paths.takeLast();
    SilentControl control;
    for (const PreviewLevel level : {PreviewLevel::First, PreviewLevel::Refined}) {
        QElapsedTimer timer;
        timer.start();
        const auto preview = makePreview(paths, level, control);
        if (!preview) {
            std::fprintf(stderr, "%s\n", qPrintable(preview.error().message));
            return 1;
        }
        const double made = double(timer.elapsed()) / 1000;
        Result<std::unique_ptr<MapLayer>> layer;
        std::unique_ptr<QThread> worker(QThread::create(
            [&] { layer = openPointCloudLayer(preview->path, QStringLiteral("preview"), QString(), control); }));
        worker->start();
        worker->wait();
        if (!layer) {
            std::fprintf(stderr, "%s\n", qPrintable(layer.error().message));
            return 1;
        }
        const double opened = double(timer.elapsed()) / 1000;
        PointCloudStyle style;
        style.mode = level == PreviewLevel::First ? PointCloudStyle::Mode::Height : PointCloudStyle::Mode::Class;
        setPointCloudStyle(**layer, style);
        MapView view;
        view.crs = (*layer)->crs();
        view.size = QSize(900, 900);
        QImage image;
        {
            MapRenderer renderer;
            renderer.setLayers({layer->get()});
            image = renderer.renderNow(view.fittedTo(preview->extent, 0));
        }
        const double drawn = double(timer.elapsed()) / 1000;
        qint64 pixels = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                pixels += qAlpha(image.pixel(x, y)) > 0;
        const QString name = level == PreviewLevel::First
            ? picture
            : QString(picture).replace(QStringLiteral(".png"), QStringLiteral("-refined.png"));
        image.save(name);
        std::printf("%s: made %.2f s, opened %.2f s, on the screen %.2f s; %lld of %lld points (%.1f %%), %.0f %% of the "
                    "picture%s\n",
            level == PreviewLevel::First ? "first  " : "refined", made, opened, drawn, preview->sampledPoints,
            preview->points, 100 * preview->share, 100.0 * double(pixels) / (image.width() * image.height()),
            preview->isWhole ? ", whole" : "");
    }
    return 0;
}
