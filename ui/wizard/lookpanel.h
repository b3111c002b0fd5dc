// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/tilematrixset.h"
#include "model/pyramidresult.h"
#include "ui/wizard/dataset.h"
#include "ui/wizard/draftpanel.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace tuilerie {

class EstimatePane;
class RangeSlider;
class PictureChoice;
class SamplePane;

/// What the tiles are: grid, levels, format, resampling, nodata, mask; with a real tile of them to look at, and what they
/// will weigh.
class LookPanel : public DraftPanel
{
    Q_OBJECT

public:
    explicit LookPanel(DataSet *data, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("look"); }
    QString title() const override { return tr("Look"); }
    QString subtitle() const override
    {
        return tr("Grid, levels and format of the tiles. The sample and the estimate follow each change.");
    }
    void load(const PublishDraft &draft) override;
    void save(PublishDraft &draft) const override;
    QString problem() const override;
    QWidget *firstField() const override;

    const PyramidEstimate &estimate() const;
    SamplePane *samplePane() const { return m_sample; }
    EstimatePane *estimatePane() const { return m_estimate; }

signals:
    void estimated(const tuilerie::PyramidEstimate &estimate);

private:
    void makeFields();
    void lay();
    void retranslate();
    void fillGrids();
    void fillFormats();
    void gridChosen();
    void setLevels(int top, int bottom);
    void levelsChosen();
    void fieldChanged();
    void showHints();
    void refresh();
    void showBands();
    bool valuesKept() const;
    bool isDrawn() const;
    int channelsOut() const;

    DataSet *m_data;
    RasterPyramidParams m_params;
    TileMatrixSet m_grid;
    QLabel *m_tmsLabel;
    QComboBox *m_tms;
    QLabel *m_levelsLabel;
    QComboBox *m_top;
    QLabel *m_to;
    QComboBox *m_bottom;
    RangeSlider *m_levels;
    QLabel *m_formatLabel;
    QComboBox *m_format;
    QLabel *m_formatHint;
    QComboBox *m_values;
    QLabel *m_valuesLabel;
    QLabel *m_bandsLabel;
    QComboBox *m_bands;
    PictureChoice *m_picture;
    QLabel *m_interpolationLabel;
    QComboBox *m_interpolation;
    QLabel *m_nodataLabel;
    QLineEdit *m_nodata;
    QCheckBox *m_mask;
    SamplePane *m_sample;
    EstimatePane *m_estimate;
    std::optional<QString> m_filledFor; ///< CRS of the data that the list of grids was made for
    bool m_loading = false;
};

} // namespace tuilerie
