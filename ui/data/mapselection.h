// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QItemSelectionModel;

namespace tuilerie {

class MapDocument;
class MapLayer;
struct MapEntry;

/// Which entry, layer and feature of the document the user has chosen: what the data tree shows and the docks follow, so
/// that none of them need know another. UI thread only; does not own the document.
class MapSelection : public QObject
{
    Q_OBJECT

public:
    explicit MapSelection(MapDocument *document);

    MapDocument *document() const { return m_document; }
    QItemSelectionModel *model() const { return m_model; } ///< for the view of the document
    int row() const;                                       ///< −1 for none
    void setRow(int row);
    const MapEntry *entry() const; ///< nullptr for none
    MapLayer *layer() const;       ///< the chosen one, or the first of the entry; nullptr for none

signals:
    /// Another one is chosen, or it has moved, or something that is said of it has changed: layers, findings, inspection.
    void changed();
    void featureFound(const QString &layerId, qint64 feature); ///< by a click on the map

private:
    MapDocument *m_document;
    QItemSelectionModel *m_model;
};

} // namespace tuilerie
