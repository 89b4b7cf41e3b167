/** Cross-entropy with weights of classes and label smoothing. */
package allsky.training.loss;
