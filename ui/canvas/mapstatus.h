// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/crs.h"

#include <QWidget>
#include <memory>
#include <optional>

class QComboBox;
class QLabel;
class QProgressBar;
class QToolButton;

namespace tuilerie {

class MapCanvas;

/// What the status bar says of the map: a sign while it draws, the cursor's coordinates in a CRS of choice, the scale
/// (editable) and the map's CRS (a button that asks for another).
class MapStatus : public QWidget
{
    Q_OBJECT
public:
    explicit MapStatus(MapCanvas *canvas, QWidget *parent = nullptr);
    ~MapStatus() override;

    /// Empty = the map's. Takes effect as soon as what the transform needs has been looked up aside.
    void setDisplayCrs(const QString &crs);
    QString coordinatesText() const;
    void chooseMapCrs();

private:
    void showView();
    void useDisplayCrs(const QString &crs);
    void showCoordinates(Point place);
    void chooseDisplayCrs();
    void applyScale();
    void retranslate();
    void remakeTransform();

    MapCanvas *m_canvas;
    QProgressBar *m_drawing;
    QLabel *m_coordinates;
    QToolButton *m_displayCrs;
    QComboBox *m_scale;
    QToolButton *m_mapCrs;
    QString m_displayCrsWanted;
    QString m_chosenCrs;                     ///< the same, ready to be used
    std::optional<Point> m_place;            ///< the cursor's, in the map's CRS
    std::optional<CrsTransform> m_transform; ///< map CRS → chosen CRS
    QString m_transformFrom;
    bool m_degrees = false;
};

} // namespace tuilerie
