// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/identify.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace tuilerie {

class FeatureTableModel;

/// The attribute table of the selected vector layer: sortable by its headers, filtered by an expression; the current row
/// shines up on the map. Nothing is read while it is hidden. UI thread only.
class FeatureTablePanel : public QWidget
{
    Q_OBJECT
public:
    explicit FeatureTablePanel(QWidget *parent = nullptr);

    void showLayer(MapLayer *layer);                     ///< nullptr or no vector layer: nothing
    void select(const QString &layerId, qint64 feature); ///< where it is the layer shown
    FeatureTableModel *model() const { return m_model; }
    QTableView *view() const { return m_view; }

signals:
    void shapeChosen(const tuilerie::MapShape &shape); ///< of the current row
    void zoomAsked(const tuilerie::MapShape &shape);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void open();
    void applyFilter();
    void showState();
    void retranslate();
    void rowChosen(bool zoom);

    QPointer<MapLayer> m_layer;
    QString m_shown; ///< id of the layer in the model
    QString m_problem;
    FeatureTableModel *m_model;
    QLabel *m_title;
    QLineEdit *m_filter;
    QLabel *m_state;
    QToolButton *m_zoom;
    QTableView *m_view;
    int m_question = 0;
    bool m_selecting = false; ///< by the program, not by a hand
};

} // namespace tuilerie
