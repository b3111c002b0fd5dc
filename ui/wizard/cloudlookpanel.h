// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pyramidresult.h"
#include "ui/wizard/dataset.h"
#include "ui/wizard/draftpanel.h"

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;

namespace tuilerie {

class EstimatePane;
class LevelChooser;
class PictureChoice;

/// What becomes of a point cloud: the form it is downloaded in, and the raster that is derived from it for the map services.
class CloudLookPanel : public DraftPanel
{
    Q_OBJECT

public:
    explicit CloudLookPanel(DataSet *data, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("look"); }
    QString title() const override { return tr("Look"); }
    QString subtitle() const override
    {
        return tr("The form in which the points are downloaded, and the picture that is made of them for the map services.");
    }
    void load(const PublishDraft &draft) override;
    void save(PublishDraft &draft) const override;
    QString problem() const override;
    QWidget *firstField() const override;

    EstimatePane *estimatePane() const { return m_estimate; }

signals:
    void estimated(const tuilerie::PyramidEstimate &estimate);

private:
    void fieldChanged();
    void showHints();
    bool isMeasured() const; ///< heights, which a style draws; the other products are pictures
    bool isPyramid() const;  ///< COPC, EPT or VPC: stored as it is

    DataSet *m_data;
    PublishRequest m_request;
    QFormLayout *m_form;
    QComboBox *m_format;
    QLabel *m_formatHint;
    QComboBox *m_product;
    QLabel *m_productHint;
    QComboBox *m_ground;
    QDoubleSpinBox *m_cell;
    PictureChoice *m_picture;
    LevelChooser *m_levels;
    EstimatePane *m_estimate;
    bool m_loading = false;
};

} // namespace tuilerie
