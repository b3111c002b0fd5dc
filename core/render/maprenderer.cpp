// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/maprenderer.h"

#include "base/work/workpool.h"
#include "render/mapcrs.h"
#include "render/maplayer.h"
#include "render/qgisbridge.h"

#include <QCoreApplication>
#include <QThread>
#include <QThreadPool>
#include <QTimer>
#include <qgsmaplayer.h>
#include <qgsmaprenderercache.h>
#include <qgsmaprendererparalleljob.h>
#include <qgsmapsettings.h>

namespace tuilerie {

namespace {
constexpr int partialImageInterval = 250; // ms

/// Qt hands parts of large fills to QThreadPool::globalInstance() and waits for them; QGIS draws each layer in the same
/// pool. A layer that takes a minute would stop the window for this minute. So the pool grows by what drawing may hold while
/// it lasts, and Qt always finds the threads that it would have alone. UI thread.
class PaintingRoom
{
public:
    /// Until the job is deleted, and a moment longer.
    static void reserve(QgsMapRendererJob *job, qsizetype layers)
    {
        const int threads = int(layers) + 2; // labels, and the one that gathers them
        change(threads);
        // A job says that it has ended before its threads are back in the pool.
        constexpr int backMs = 2000;
        QObject::connect(job, &QObject::destroyed, qApp,
            [threads] { QTimer::singleShot(backMs, qApp, [threads] { change(-threads); }); });
    }

private:
    static void change(int threads)
    {
        static int held = 0;
        held += threads;
        QThreadPool::globalInstance()->setMaxThreadCount(QThread::idealThreadCount() + held);
    }
};
} // namespace

struct MapRenderer::Private
{
    ~Private() { *gone = true; }

    std::vector<MapLayer *> layers;
    QgsMapRendererCache cache;
    QgsMapRendererParallelJob *job = nullptr;
    std::vector<QgsMapRendererParallelJob *> retired; ///< told to stop, not yet ended
    MapView view;
    QTimer partial;
    quint64 asked = 0;      ///< counts render() and stop()
    bool preparing = false; ///< a CRS is looked up for the drawing that was asked for last
    std::shared_ptr<bool> gone = std::make_shared<bool>(false);

    QStringList unknownCrs() const;
    QgsMapSettings settingsFor(const MapView &wanted) const;
    void retireJob(MapRenderer *owner);
};

QStringList MapRenderer::Private::unknownCrs() const
{
    QStringList unknown;
    const auto look = [&unknown](const QString &crs) {
        if (!MapCrs::isReady(crs) && !unknown.contains(crs))
            unknown << crs;
    };
    look(view.crs);
    for (const MapLayer *layer : layers)
        look(layer->crs());
    return unknown;
}

QgsMapSettings MapRenderer::Private::settingsFor(const MapView &wanted) const
{
    QgsMapSettings settings;
    qgis::setView(settings, wanted);
    QList<QgsMapLayer *> drawn;
    for (const MapLayer *layer : layers) {
        if (layer->isVisible())
            drawn.append(layer->qgisLayer());
    }
    settings.setLayers(drawn);
    settings.setBackgroundColor(Qt::transparent);
    settings.setFlag(Qgis::MapSettingsFlag::Antialiasing);
    settings.setFlag(Qgis::MapSettingsFlag::UseAdvancedEffects);
    settings.setFlag(Qgis::MapSettingsFlag::UseRenderingOptimization);
    settings.setFlag(Qgis::MapSettingsFlag::RenderPartialOutput);
    return settings;
}

void MapRenderer::Private::retireJob(MapRenderer *owner)
{
    if (!job)
        return;
    QgsMapRendererParallelJob *old = job;
    job = nullptr;
    partial.stop();
    QObject::disconnect(old, nullptr, owner, nullptr);
    if (!old->isActive()) {
        old->deleteLater();
        return;
    }
    // Its threads notice after the block they are reading; waiting for that here would freeze the window.
    retired.push_back(old);
    QObject::connect(old, &QgsMapRendererJob::finished, owner, [this, old] {
        std::erase(retired, old);
        old->deleteLater();
    });
    old->cancelWithoutBlocking();
}

MapRenderer::MapRenderer(QObject *parent)
    : QObject(parent)
    , d(new Private)
{
    d->partial.setInterval(partialImageInterval);
    connect(&d->partial, &QTimer::timeout, this, [this] {
        if (d->job && d->job->isActive())
            emit imageChanged(d->job->renderedImage(), d->view, false);
    });
}

MapRenderer::~MapRenderer()
{
    d->retireJob(this);
    for (QgsMapRendererParallelJob *job : d->retired) {
        job->disconnect(this);
        job->cancel();
        delete job;
    }
}

void MapRenderer::setLayers(const std::vector<MapLayer *> &layers)
{
    d->layers = layers;
}

const std::vector<MapLayer *> &MapRenderer::layers() const
{
    return d->layers;
}

bool MapRenderer::isDrawing() const
{
    return d->job != nullptr || d->preparing;
}

void MapRenderer::render(const MapView &view)
{
    const bool wasDrawing = isDrawing();
    d->retireJob(this);
    d->view = view;
    d->preparing = false;
    const quint64 asked = ++d->asked;
    if (!view.isValid()) {
        if (wasDrawing)
            emit drawingChanged(false);
        return;
    }
    if (const QStringList unknown = d->unknownCrs(); !unknown.isEmpty()) {
        d->preparing = true;
        WorkPool::quick().start([this, unknown, asked, gone = d->gone] {
            for (const QString &crs : unknown)
                MapCrs::use(crs);
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [this, asked, gone] {
                    if (!*gone && asked == d->asked && d->preparing)
                        start();
                },
                Qt::QueuedConnection);
        });
    } else {
        start();
    }
    if (!wasDrawing)
        emit drawingChanged(true);
}

/// Everything that the view needs is known.
void MapRenderer::start()
{
    d->preparing = false;
    const QgsMapSettings settings = d->settingsFor(d->view);
    auto *job = new QgsMapRendererParallelJob(settings);
    PaintingRoom::reserve(job, settings.layers().size());
    job->setCache(&d->cache);
    d->job = job;
    connect(job, &QgsMapRendererJob::finished, this, [this, job] {
        if (job != d->job)
            return;
        d->partial.stop();
        const QImage image = job->renderedImage();
        const QgsMapRendererJob::Errors errors = job->errors();
        d->job = nullptr;
        job->deleteLater();
        emit imageChanged(image, d->view, true);
        emit drawingChanged(false);
        for (const QgsMapRendererJob::Error &error : errors)
            emit problem(error.message);
    });
    job->start();
    d->partial.start();
}

void MapRenderer::stop()
{
    if (!isDrawing())
        return;
    d->preparing = false;
    d->retireJob(this);
    emit drawingChanged(false);
}

QImage MapRenderer::renderNow(const MapView &view)
{
    QgsMapRendererParallelJob job(d->settingsFor(view));
    job.start();
    job.waitForFinished();
    return job.renderedImage();
}

} // namespace tuilerie
