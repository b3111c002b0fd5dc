// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/mapview.h"

#include <QImage>
#include <QObject>
#include <memory>
#include <vector>

namespace tuilerie {

class MapLayer;

/// Draws layers into pictures on threads of its own: one picture at a time, partial ones every 250 ms while it lasts, layers
/// that did not change from a cache. A new render() drops the one under way. Used on the UI thread, which never waits for
/// it.
class MapRenderer : public QObject
{
    Q_OBJECT
public:
    explicit MapRenderer(QObject *parent = nullptr);
    ~MapRenderer() override;

    /// The topmost first; hidden ones are left out when drawing. Not owned: take a layer out before it goes.
    void setLayers(const std::vector<MapLayer *> &layers);
    const std::vector<MapLayer *> &layers() const;

    void render(const MapView &view);
    void stop();
    bool isDrawing() const;

    /// Blocks until the picture is whole: for tests and exports.
    QImage renderNow(const MapView &view);

signals:
    /// Transparent where nothing is drawn; view.size × view.pixelRatio pixels.
    void imageChanged(const QImage &image, const tuilerie::MapView &view, bool complete);
    void drawingChanged(bool drawing);
    /// A layer could not be drawn, wholly or in part: one sentence.
    void problem(const QString &sentence);

private:
    void start();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tuilerie
