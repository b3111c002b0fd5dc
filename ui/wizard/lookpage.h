// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pyramidresult.h"
#include "ui/wizard/dataset.h"
#include "ui/wizard/draftpanel.h"

class QStackedWidget;

namespace tuilerie {

class CloudLookPanel;
class LookPanel;
class VectorLookPanel;

/// The wizard's page "Look": the panel of the data set's kind.
class LookPage : public DraftPanel
{
    Q_OBJECT

public:
    explicit LookPage(DataSet *data, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("look"); }
    QString title() const override { return tr("Look"); }
    QString subtitle() const override { return panel()->subtitle(); }
    void load(const PublishDraft &draft) override;
    void save(PublishDraft &draft) const override { panel()->save(draft); }
    QString problem() const override { return panel()->problem(); }
    QWidget *firstField() const override { return panel()->firstField(); }

    LookPanel *raster() const { return m_raster; }
    VectorLookPanel *vector() const { return m_vector; }
    CloudLookPanel *cloud() const { return m_cloud; }

signals:
    void estimated(const tuilerie::PyramidEstimate &estimate);

private:
    DraftPanel *panel() const; ///< of the data's kind

    DataSet *m_data;
    LookPanel *m_raster;
    VectorLookPanel *m_vector;
    CloudLookPanel *m_cloud;
    QStackedWidget *m_stack;
};

} // namespace tuilerie
