// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"

#include <QWidget>
#include <vector>

namespace tuilerie {

/// Where the sample is: the footprints of the data set, small, with a cross on the sampled place. A click chooses another.
/// All coordinates are in the CRS of the data set.
class SampleLocator : public QWidget
{
    Q_OBJECT

public:
    explicit SampleLocator(QWidget *parent = nullptr);

    void setFootprints(std::vector<Extent> footprints);
    void setPlace(Point place);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void placeChosen(tuilerie::Point place);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    /// Pixels for one unit, and the pixel of the north-west corner.
    double scale() const;
    QPointF offset() const;
    QPointF toPixel(Point point) const;
    void choose(QPointF pixel);

    std::vector<Extent> m_footprints;
    Extent m_bounds;
    Point m_place;
};

} // namespace tuilerie
